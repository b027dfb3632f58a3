package article

import (
	"net/url"
	"strings"
)

// tracking names the parameters that say where a click came from and nothing
// of what is shown; a name that ends in * stands for all that begin so. They
// are from the vendors' own documentation of their campaign links.
var tracking = []string{
	"utm_*",                              // Google Analytics, Urchin
	"gclid", "gclsrc", "dclid", "gbraid", // Google Ads
	"wbraid", "srsltid", "_ga", "_gl", // Google
	"fbclid", "fb_action_*", "fb_source", // Facebook
	"igshid", "igsh", // Instagram
	"msclkid",                      // Microsoft Advertising
	"yclid", "ysclid", "_openstat", // Yandex
	"twclid",           // X
	"ttclid",           // TikTok
	"li_fat_id",        // LinkedIn
	"mc_cid", "mc_eid", // Mailchimp
	"mkt_tok",                          // Marketo
	"_hsenc", "_hsmi", "hsctatracking", // HubSpot
	"vero_id", "vero_conv", // Vero
	"oly_anon_id", "oly_enc_id", // Omeda
	"at_medium", "at_campaign", "at_link*", // AT Internet, as the BBC uses it
	"mtm_*", "pk_campaign", "pk_kwd", // Matomo
	"spm", "scm", // Alibaba
	"wickedid", "rb_clickid", "s_cid", // Wicked Reports, RedTrack, Adobe
}

// StripTracking removes the tracking parameters of an address and leaves every
// other byte of it as it was.
func StripTracking(raw string) string {
	before, rest, found := strings.Cut(raw, "?")
	if !found {
		return raw
	}
	query, fragment, hasFragment := strings.Cut(rest, "#")
	kept := withoutTracking(query)
	if kept == query {
		return raw
	}
	if kept != "" {
		before += "?" + kept
	}
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	kept := pairs[:0]
	for _, pair := range pairs {
		name, _, _ := strings.Cut(pair, "=")
		if !isTracking(name) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.ToLower(name)
	for _, t := range tracking {
		if prefix, wild := strings.CutSuffix(t, "*"); name == t || wild && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
