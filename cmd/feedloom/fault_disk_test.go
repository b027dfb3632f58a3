//go:build linux

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// longText is that of items which need room, in bytes.
const longText = 30_000

// ownMounts gives the test mounts that nobody else sees, and that end with it. What
// looks at them must run on the test's own goroutine.
func ownMounts(t *testing.T) {
	t.Helper()
	runtime.LockOSThread() // for good: the thread ends with the goroutine
	if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
		cannot(t, "needs the right to mount: %v", err)
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		cannot(t, "needs the right to mount: %v", err)
	}
}

// disk mounts one of that size in a folder.
func disk(t *testing.T, dir, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=755,size="+size); err != nil {
		cannot(t, "mount a disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
}

func remount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// fill fills a disk, save some bytes, until free is called.
func fill(t *testing.T, dir string, save int64) (free func()) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size, block := int64(0), make([]byte, 4096)
	for err == nil {
		_, err = f.Write(block)
		size += int64(len(block))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := f.Truncate(max(0, size-save)); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(f.Name()); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk on which there is no room for a store is left empty.
func TestFaultFullDiskAtTheBeginning(t *testing.T) {
	ownMounts(t)
	p := newPlanet(t, 1)
	disk(t, p.store, "8k")
	p.grow()
	fails(t, start(t, p.dir, "once", "--all"), "no space left on device", "feedloom.db", "make room")
	if left, err := os.ReadDir(p.store); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	remount(t, p.store, 0, "size=50m")
	p.wholeRun(t)
}

// Where the store cannot be saved, all is as before; where the output cannot be
// written, what was written is whole.
func TestFaultFullDisk(t *testing.T) {
	for _, c := range []struct {
		name   string
		folder func(*planet) string
		save   int64
		words  string
		same   bool // nothing is published
	}{
		{"the store", func(p *planet) string { return p.store }, 0, "write to the store", true},
		{"the store, with room for some", func(p *planet) string { return p.store }, 200_000, "write to the store", false},
		{"the output", func(p *planet) string { return filepath.Dir(p.output) }, 0, "publish to", true},
		{"the output, with room for some", func(p *planet) string { return filepath.Dir(p.output) }, 300_000, "publish to", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ownMounts(t)
			p := newPlanet(t, 2)
			folder := c.folder(p)
			disk(t, folder, "20m")
			p.grow()
			p.wholeRun(t)
			before := contents(t, p.output)
			p.growMuch(longText)
			free := fill(t, folder, c.save)
			fails(t, start(t, p.dir, "once", "--all"), c.words, "no space left on device", "make room")
			p.goodOutput(t, before)
			if c.same {
				p.sameOutput(t, before)
			}
			free()
			p.look(t, false)
			p.wholeRun(t)
		})
	}
}

// On a disk that is mounted read-only nothing changes, be it the store's or the
// output's.
func TestFaultReadOnlyDisk(t *testing.T) {
	for name, folder := range map[string]func(*planet) string{
		"the store":  func(p *planet) string { return p.store },
		"the output": func(p *planet) string { return filepath.Dir(p.output) },
	} {
		t.Run(name, func(t *testing.T) {
			ownMounts(t)
			p := newPlanet(t, 3)
			disk(t, folder(p), "20m")
			remount(t, folder(p), syscall.MS_RDONLY, "")
			p.grow()
			fails(t, start(t, p.dir, "once", "--all"), "read-only file system", filepath.Base(folder(p)), "mount it")
			remount(t, folder(p), 0, "")
			p.wholeRun(t)
			before := contents(t, p.output)
			p.grow()
			remount(t, folder(p), syscall.MS_RDONLY, "")
			fails(t, start(t, p.dir, "once", "--all"), "read-only file system", filepath.Base(folder(p)), "mount it")
			p.sameOutput(t, before)
			remount(t, folder(p), 0, "")
			p.wholeRun(t)
		})
	}
}

// A folder or a file that may not be written to is named, and stays as it is.
func TestFaultDenied(t *testing.T) {
	for _, c := range []struct {
		name, path string // below the planet's folder
		denied     os.FileMode
	}{
		{"the store's file", "store/feedloom.db", 0o400},
		{"the output folder", "site/public", 0o500},
		{"a feed's folder", "site/public/News", 0o500},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanet(t, 4)
			p.grow()
			p.wholeRun(t)
			before := contents(t, p.output)
			p.growMuch(longText)
			path := filepath.Join(p.dir, c.path)
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, c.denied); err != nil {
				t.Fatal(err)
			}
			fails(t, launch(t, p.dir, mortal(t, "feedloom", "once", "--all")...), "permission denied", filepath.Base(path), "let the user")
			p.goodOutput(t, before)
			if err := os.Chmod(path, info.Mode()); err != nil {
				t.Fatal(err)
			}
			p.wholeRun(t)
		})
	}
}

// mortal is a command for which permissions hold, although root runs it.
func mortal(t *testing.T, command ...string) []string {
	if os.Getuid() != 0 {
		return command
	}
	if _, err := exec.LookPath("setpriv"); err != nil {
		cannot(t, "permissions say nothing to root, and there is no setpriv: %v", err)
	}
	return append([]string{"setpriv", "--bounding-set=-dac_override,-dac_read_search"}, command...)
}
