package main

import (
	"testing"

	"github.com/klauspost/compress/zstd"
)

// What is measured is measured on texts of the size that was asked for, which
// compress as those of blogs do: 2.2 times by plain zstd.
func TestTextsAreLikeThoseOfBlogs(t *testing.T) {
	p := newPlanet(100, 30, 4200)
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	plain, packed := 0, 0
	for i := range 100 {
		content := p.item(i, i).Content
		if content != p.item(i, i).Content {
			t.Fatalf("item %d is another the second time", i)
		}
		if len(content) > 4200 || len(content) < 4100 {
			t.Fatalf("item %d has %d bytes", i, len(content))
		}
		plain += len(content)
		packed += len(z.EncodeAll([]byte(content), nil))
	}
	ratio := float64(plain) / float64(packed)
	t.Logf("%.2f", ratio)
	if ratio < 2.1 || ratio > 2.4 {
		t.Errorf("they compress %.2f times", ratio)
	}
}
