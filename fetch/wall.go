package fetch

import (
	"bytes"
	"net/http"
	"strings"
)

// wall is a mark by which something that stands between us and a feed gives
// itself away. All that a row gives must be there. What is looked for in a
// body are names of scripts and paths, which no article has by chance.
type wall struct {
	what    string
	refused bool   // only where the status is a refusal
	header  string // the name of a header: something that its value has
	title   string // something that the title has, in lower case
	body    string // something that the page has
}

// walls is the table. The first row that fits gives the name.
var walls = []wall{
	{what: "a bot wall of Cloudflare", header: "Cf-Mitigated: challenge"},
	{what: "a bot wall of Cloudflare", title: "just a moment", body: "_cf_chl_"},
	{what: "a bot wall of Cloudflare", title: "just a moment", body: "/cdn-cgi/challenge-platform/"},
	{what: "a bot wall of Cloudflare", title: "attention required! | cloudflare"},
	{what: "a bot wall of Cloudflare", refused: true, title: "access denied", body: "cf-error-details"},
	{what: "a bot wall of DDoS-Guard", title: "ddos-guard"},
	{what: "a bot wall of DDoS-Guard", body: "check.ddos-guard.net/"},
	{what: "a bot wall of Anubis", body: "/.within.website/x/cmd/anubis/"},
	{what: "a bot wall of Anubis", body: `id="anubis_challenge"`},
	{what: "a bot wall of Akamai", refused: true, title: "access denied", body: "errors.edgesuite.net"},
	{what: "a bot wall of Akamai", refused: true, header: "Server: AkamaiGHost", title: "access denied"},
	{what: "a bot wall of Imperva", body: "Incapsula incident ID"},
	{what: "a bot wall of Imperva", refused: true, body: "/_Incapsula_Resource?"},
	{what: "a bot wall of Sucuri", title: "sucuri website firewall"},
	{what: "a bot wall of Sucuri", body: "sucuri_cloudproxy_js"},
	{what: "a bot wall of PerimeterX", body: `id="px-captcha"`},
	{what: "a bot wall of PerimeterX", refused: true, body: "window._pxAppId"},
	{what: "a bot wall of DataDome", refused: true, header: "X-Datadome: "},
	{what: "a bot wall of DataDome", body: "captcha-delivery.com/"},
	{what: "a bot wall of AWS", header: "X-Amzn-Waf-Action: "},
	{what: "a bot wall of AWS", body: "window.gokuProps"},
	{what: "a bot wall of Vercel", header: "X-Vercel-Mitigated: "},
	{what: "a bot wall of Vercel", title: "vercel security checkpoint"},
	{what: "a bot wall of Alibaba Cloud (阿里云)", body: "acw_sc__v2"},
	{what: "a bot wall of Alibaba Cloud (阿里云)", body: "aliyun_waf_"},
	{what: "a bot wall of Alibaba Cloud (阿里云)", refused: true, body: "errors.aliyun.com/"},
	{what: "a bot wall of Tencent Cloud (腾讯云)", body: "EO_Bot_Ssid"},
	{what: "a bot wall of Tencent Cloud (腾讯云)", refused: true, body: "TCaptcha.js"},
	{what: "a bot wall of Knownsec (知道创宇)", body: "__jsl_clearance"},
	{what: "a bot wall of Yunsuo (云锁)", body: "security_session_verify"},
	{what: "a bot wall of Safedog (安全狗)", refused: true, body: "safedog"},
	{what: "a bot wall of SafeLine (雷池)", body: "/.safeline/"},
	{what: "a captcha of Baidu (百度安全验证)", title: "百度安全验证"},
	{what: "a captcha of WeChat (环境异常)", body: "mp.weixin.qq.com/mp/wappoc_appmsgcaptcha"},
	{what: "a captcha", title: "verify you are human"},
	{what: "a captcha", title: "are you a robot"},
	{what: "a captcha", title: "are you human"},
	{what: "a captcha", title: "robot check"},
	{what: "a captcha", title: "security check", body: "captcha"},
	{what: "a captcha", title: "安全验证", body: "captcha"},
	{what: "a captcha", title: "人机验证"},
	{what: "a captcha", refused: true, body: "g-recaptcha"},
	{what: "a captcha", refused: true, body: "h-captcha"},
	{what: "a captcha", refused: true, body: "cf-turnstile"},
}

// stands reports whether the wall has come in place of a feed.
func (w wall) stands(res *http.Response, title string, body []byte) bool {
	name, value, _ := strings.Cut(w.header, ": ")
	switch {
	case w.refused && res.StatusCode < 400:
	case name != "" && (res.Header.Get(name) == "" || !strings.Contains(strings.ToLower(res.Header.Get(name)), strings.ToLower(value))):
	case !strings.Contains(title, w.title):
	case !bytes.Contains(body, []byte(w.body)):
	default:
		return true
	}
	return false
}

// wallOf names the wall that an answer which is no feed shows, nil for none.
// p is nil where the answer is no page either.
func wallOf(res *http.Response, p *page, body []byte) *Failure {
	if p == nil {
		p = &page{}
	}
	switch {
	case res.StatusCode == http.StatusUnauthorized:
		return unauthorized(res)
	case isLogin(res, p):
		return walled(KindLogin, "a login"+p.titled(), res.StatusCode)
	}
	title := strings.ToLower(p.title)
	for _, w := range walls {
		if w.stands(res, title, body) {
			return walled(KindWall, w.what, res.StatusCode)
		}
	}
	return nil
}

func walled(kind Kind, what string, status int) *Failure {
	f := fail(kind, nil, "%s in place of the feed (HTTP %d): ask its owner to let feed readers through, or set headers or cookies for this source", what, status)
	f.Status = status
	return f
}
