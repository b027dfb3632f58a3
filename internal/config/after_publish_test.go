package config_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/internal/config"
)

// A text is the shell's as it stands; words have what the environment gives.
func TestAfterPublish(t *testing.T) {
	for text, want := range map[string]config.AfterPublish{
		``: {},
		`after_publish: rsync -a "${FEEDLOOM_OUTPUT}/" host:/srv`: {Shell: `rsync -a "${FEEDLOOM_OUTPUT}/" host:/srv`, Timeout: 5 * time.Minute},
		"after_publish: |\n  one\n  two $${X}\n":                  {Shell: "one\ntwo $${X}", Timeout: 5 * time.Minute},
		`after_publish: {run: ./deploy.sh, timeout: 90s}`:         {Shell: "./deploy.sh", Timeout: 90 * time.Second},
		`after_publish: [curl, -H, "Token: ${TOKEN}", ""]`:        {Args: []string{"curl", "-H", "Token: hunter2-Geheim", ""}, Timeout: 5 * time.Minute},
	} {
		got := parse(t, "sources: [{url: a.xml}]\n"+text).AfterPublish
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if got.None() != (text == "") {
			t.Errorf("%s: none is %v", text, got.None())
		}
	}
}
