package article

// The names of tracking parameters, in lower case. A * at the end stands for
// all that begin so; a name with = in it is tracking with that value only.
//
// How the list is kept: it was compared with the rules that ClearURLs
// (Rules, globalRules), AdGuard (AdguardFilters, TrackParamFilter), Brave
// (adblock-lists, query-filter.json and clean-urls.json) and Firefox
// (privacy.query_stripping.strip_list) apply to every site, last in November
// 2026. A name comes in if one of them, or its vendor's documentation, has it,
// and nobody would call anything else so. What means something on many sites
// stays out, though these lists may have it (ref, source, from, id, s, t, cid,
// mid, cmpid, awc, __s): two articles that are taken for one are worse than one
// that is taken for two. It is onHosts that has such names.
//
// A new name needs no care for what is stored (Tracking.Fingerprint).
var everywhere = namesOf(
	// Google: Analytics (Urchin), Ads, Merchant Center, AMP
	"utm_*", "ga_source", "ga_medium", "ga_campaign", "ga_content", "ga_term", "ga_place", "_ga", "_gl",
	"gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "usqp",
	// Facebook, Instagram
	"fbclid", "fb_action_*", "fb_source", "fb_ref", "fb_comment_id", "action_object_map", "action_type_map", "action_ref_map",
	"mibextid", "igshid", "igsh",
	// Microsoft, Yandex, X, TikTok, LinkedIn, Pinterest, Reddit, Snapchat, Quora
	"msclkid", "yclid", "ysclid", "ymclid", "yadclid", "yadordid", "_openstat", "twclid", "__twitter_impression",
	"ttclid", "li_fat_id", "epik", "rdt_cid", "sccid", "qclid",
	// Matomo, formerly Piwik
	"mtm_*", "matomo_campaign", "matomo_kwd", "pk_campaign", "pk_kwd", "pk_cpn", "pk_source", "pk_medium", "pk_keyword", "pk_content",
	"pk_cid", "pk_vid", "piwik_campaign", "piwik_kwd",
	// Piano, formerly AT Internet
	"xtor", "at_campaign", "at_campaign_type", "at_medium", "at_custom*", "at_link*", "at_recipient*", "at_creation", "at_format",
	"at_network", "at_platform", "at_send_date", "at_ptr_name", "at_variant", "at_emailtype", "at_general_placement",
	"at_detail_placement", "at_identifier",
	// Mapp (Webtrekk), etracker, Comscore, Parse.ly, Echobox, Cxense, IO Technologies
	"wt_mc", "wt_zmc", "wtrid", "etcc_*", "ns_mchannel", "ns_campaign", "itm_source", "itm_medium", "itm_campaign", "itm_content",
	"itm_term", "echobox", "cx_click", "cx_recsorder", "cx_recswidget", "__io_lv", "_io_session_id",
	// Adobe: Analytics, Advertising, Marketo; Acoustic (Coremetrics); Oracle Eloqua
	"s_cid", "s_kwcid", "ef_id", "mkt_tok", "cm_mmc*", "cm_me", "cm_cr", "cm_re", "cm_sp", "elqtrack", "elqtrackid", "elqcampaignid", "elqaid", "elqat",
	// HubSpot, Salesforce, Emarsys
	"_hsenc", "_hsmi", "__hsfp", "__hssc", "__hstc", "hsctatracking", "hsa_*", "et_rid", "et_cid", "et_lid", "sfmc_id", "sfmc_activityid",
	"sc_customer", "sc_eh", "sc_uid", "sc_lid", "sc_llid",
	// Newsletters: Mailchimp, MailerLite, Vero, Omeda, Klaviyo, Kit, beehiiv, Blueshift, ActiveCampaign, ClickDimensions, Mindbox
	"mc_cid", "mc_eid", "mc_tc", "ml_sub", "ml_sub_hash", "ml_subscriber", "ml_subscriber_hash", "vero_id", "vero_conv",
	"oly_anon_id", "oly_enc_id", "rb_clickid", "_kx", "ck_subscriber_id", "_bhlid", "bsft_*", "vgo_ee", "_clde", "_cldee",
	"mindbox-click-id", "mindbox-message-key", "ss_email_id", "bbeml", "eblastid",
	"oft_id", "oft_ids", "oft_k", "oft_lk", "oft_d", "oft_c", "oft_ck", "oft_sk",
	// Links into apps, partners and advertisers: Branch, Adjust, Impact, CJ, Wicked Reports, Taboola, Outbrain, Amazon
	"_branch_match_id", "_branch_referrer", "adjust_tracker", "adjust_campaign", "adjust_adgroup", "adjust_creative", "adjust_referrer",
	"irclickid", "irgwc", "ir_adid", "ir_campaignid", "ir_partnerid", "cjevent", "wickedid", "unicorn_click_id", "tblci", "dicbo", "erid",
	"pd_rd_*", "pf_rd_*", "sms_click", "sms_source", "sms_uph",
	// Publishing houses: Yahoo, DPG Media, Humble Bundle
	"guccounter", "guce_referrer", "guce_referrer_sig", "dpg_source", "dpg_medium", "dpg_campaign", "dpg_content",
	"hmb_campaign", "hmb_medium", "hmb_source",
	// Alibaba
	"spm", "scm",
	// What only says that the reader came from a feed; Medium's publications
	// have rss-…, each at a domain of its own.
	"source=rss", "source=rss-*", "src=rss", "ref=rss", "from=rss",
)

// onHosts has the names that are tracking on a host and those below it: as the
// lists above have them for one site, or as the site's own feeds write them.
var onHosts = map[string]names{
	"aol.com":            namesOf("ncid"),
	"bbc.co.uk":          bbc,
	"bbc.com":            bbc,
	"bilibili.com":       namesOf("spm_id_from", "vd_source", "from_source", "seid", "share_*", "unique_k", "is_story_h5", "buvid", "plat_id"),
	"bloomberg.com":      namesOf("srnd", "in_source", "leadsource", "cmpid"),
	"cbsnews.com":        namesOf("ftag", "intcid"),
	"cnet.com":           namesOf("ftag"), // #ftag=CAD… in its feeds
	"cnn.com":            namesOf("eref"), // eref=rss_topstories
	"dailymail.co.uk":    namesOf("ito", "ico"),
	"economist.com":      namesOf("fsrc"), // fsrc=rss
	"engadget.com":       namesOf("ncid"),
	"facebook.com":       namesOf("__cft__*", "__tn__"),
	"forbes.com":         namesOf("sh"),
	"ft.com":             namesOf("ftcamp", "trk"),
	"gamespot.com":       namesOf("ftag"),
	"hbr.org":            namesOf("tpcc"),
	"huffpost.com":       namesOf("ncid"),
	"linkedin.com":       namesOf("trk", "trackingid", "rcm"),
	"medium.com":         namesOf("source"),
	"mp.weixin.qq.com":   namesOf("chksm", "scene", "subscene", "sessionid", "clicktime", "enterid", "ascene", "xtrack"),
	"newyorker.com":      namesOf("mbid"),                                                                       // mbid=rss
	"npr.org":            namesOf("ft", "f"),                                                                    // ft=nprml&f=1001
	"nytimes.com":        namesOf("smid", "smtyp", "partner=rss", "emc=rss", "referringsource", "sgrp", "ugrp"), // partner=rss&emc=rss
	"reddit.com":         namesOf("ref", "ref_source", "ref_campaign", "share_id", "correlation_id", "rdt", "$deep_link"),
	"reuters.com":        namesOf("feedtype", "feedname", "taid"), // feedType=RSS&feedName=topNews
	"spiegel.de":         namesOf("ref"),                          // #ref=rss
	"spotify.com":        namesOf("si"),
	"techcrunch.com":     namesOf("ncid", "sr_share", "tpcc"),
	"theguardian.com":    namesOf("cmp"),
	"threads.com":        namesOf("xmt"),
	"threads.net":        namesOf("xmt"),
	"tiktok.com":         namesOf("_t", "_r", "_d", "u_code", "share_app_name", "share_iid"),
	"twitter.com":        twitter,
	"washingtonpost.com": namesOf("itid", "wprss=rss*"),
	"wired.com":          namesOf("mbid", "intcid"),
	"wsj.com":            namesOf("mod", "reflink"), // mod=rss_whats_news_us
	"x.com":              twitter,
	"youtu.be":           youtube,
	"youtube.com":        youtube,
	"zdnet.com":          namesOf("ftag"),
}

var (
	bbc     = namesOf("at_*", "sa-ns_mchannel", "ns_source") // #sa-ns_mchannel=rss&ns_source=PublicRSS20-sa
	twitter = namesOf("s", "t", "ref_src", "ref_url", "cxt")
	youtube = namesOf("si", "feature", "pp")
)
