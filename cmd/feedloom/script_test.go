package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"feedloom/internal/origin"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"feedloom": main})
}

// Each script is a story of a user: files, commands, and what must follow. An
// origin of its own serves its feeds: ${ORIGIN}/NAME.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"origin":     originCmd,
			"fill":       fillCmd,
			"exits":      exitsCmd,
			"snapshot":   snapshotCmd,
			"walk":       walkCmd,
			"same":       sameCmd,
			"eventually": eventuallyCmd,
			"get":        getCmd,
			"signal":     signalCmd,
		},
	})
}

// story is what the commands of one script share.
type story struct {
	origin    *origin.Origin
	snapshots map[string]string
}

func setup(env *testscript.Env) error {
	o := origin.Start()
	env.Defer(o.Close)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	env.Values["story"] = &story{o, map[string]string{}}
	env.Setenv("ORIGIN", o.URL())
	env.Setenv("HOSTPORT", o.HostPort())
	env.Setenv("LISTEN", free.Addr().String())
	env.Setenv("TZ", "UTC")
	return free.Close()
}

func storyOf(ts *testscript.TestScript) *story { return ts.Value("story").(*story) }

// originCmd tells a feed of the origin what to do:
//
//	origin add NAME N          N more items
//	origin edit NAME I TITLE   item I, from 0, the oldest, gets a title
//	origin status NAME CODE    it answers with that status
//	origin header NAME KEY VALUE   each answer has that header
//	origin redirect NAME CODE NAME it has moved, with that status
//	origin file NAME TYPE FILE it answers with that file
//	origin echo NAME           it answers with the logins that it was told
//	origin hang NAME           it answers nothing
//	origin mend NAME           it is itself again
//	origin encode NAME HOW     it is sent compressed
//	origin polls NAME N M      it was asked N times, M of which were not modified
func originCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: origin VERB NAME ...")
	}
	o, rest := storyOf(ts).origin, args[2:]
	formats := map[string]origin.Format{"rss": origin.RSS, "atom": origin.Atom, "json": origin.JSON}
	_, kind, _ := strings.Cut(args[1], ".")
	f := o.Feed(args[1], formats[kind])
	number := func(i int) int {
		n, err := strconv.Atoi(rest[i])
		ts.Check(err)
		return n
	}
	switch args[0] {
	case "add":
		f.AddMany(number(0))
	case "edit":
		f.Edit(number(0), func(it *origin.Item) { it.Title = rest[1] })
	case "status":
		f.Fail(number(0))
	case "header":
		f.Header(rest[0], rest[1])
	case "redirect":
		f.Move(o.URL()+"/"+rest[1], number(0))
	case "file":
		f.Serve(rest[0], []byte(ts.ReadFile(rest[1])))
	case "echo":
		f.Echo()
	case "hang":
		f.Hang()
	case "mend":
		f.Mend()
	case "encode":
		f.Encode(rest[0])
	case "polls":
		if polls, same := o.Requests(args[1]), o.NotModified(args[1]); polls != number(0) || same != number(1) {
			ts.Fatalf("%s was asked %d times, %d of which were not modified", args[1], polls, same)
		}
	default:
		ts.Fatalf("unknown verb %s", args[0])
	}
}

// fillCmd writes the address of the origin into files, where a story is about
// what is no secret: what comes from the environment is one. fill FILE...
func fillCmd(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		content := strings.ReplaceAll(ts.ReadFile(name), "${ORIGIN}", ts.Getenv("ORIGIN"))
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(content), 0o644))
	}
}

// exitsCmd runs a command that must end with that status: exits 2 COMMAND ...
func exitsCmd(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// snapshotCmd notes which files a folder has, and when each was written:
// snapshot NAME FOLDER. sameCmd wants nothing to have been touched since.
func snapshotCmd(ts *testscript.TestScript, _ bool, args []string) {
	storyOf(ts).snapshots[args[0]] = look(ts, args[1])
}

func sameCmd(ts *testscript.TestScript, neg bool, args []string) {
	before, now := storyOf(ts).snapshots[args[0]], look(ts, args[1])
	if (before == now) == neg {
		ts.Fatalf("before:\n%s\nnow:\n%s", before, now)
	}
}

func look(ts *testscript.TestScript, folder string) string {
	var b strings.Builder
	err := filepath.WalkDir(ts.MkAbs(folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
		return err
	})
	ts.Check(err)
	return b.String()
}

// patience is how long a story waits for what a running daemon will do. It is
// no measure: nothing takes near as long.
const patience = 30 * time.Second

// eventuallyCmd waits until a file has a text: eventually FILE TEXT. With !, until it
// has it no more.
func eventuallyCmd(ts *testscript.TestScript, neg bool, args []string) {
	var content []byte
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		content, _ = os.ReadFile(ts.MkAbs(args[0]))
		if strings.Contains(string(content), args[1]) != neg {
			return
		}
	}
	ts.Fatalf("after %v %s is:\n%s", patience, args[0], content)
}

// getCmd asks the daemon for a path and prints status, headers and body:
// get PATH [HEADER VALUE]. It waits for the daemon to be there.
func getCmd(ts *testscript.TestScript, _ bool, args []string) {
	r, err := http.NewRequest(http.MethodGet, "http://"+ts.Getenv("LISTEN")+args[0], nil)
	ts.Check(err)
	for i := 1; i+1 < len(args); i += 2 {
		r.Header.Set(args[i], args[i+1])
	}
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil && time.Now().Before(end) {
			continue
		}
		ts.Check(err)
		fmt.Fprintln(ts.Stdout(), response.Status)
		ts.Check(response.Header.Write(ts.Stdout()))
		_, err = io.Copy(ts.Stdout(), response.Body)
		ts.Check(err)
		ts.Setenv("ETAG", response.Header.Get("ETag"))
		ts.Check(response.Body.Close())
		return
	}
}

// signalCmd signals the command in the background: signal HUP.
func signalCmd(ts *testscript.TestScript, _ bool, args []string) {
	signals := map[string]os.Signal{"HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM, "KILL": os.Kill}
	for _, cmd := range ts.BackgroundCmds() {
		ts.Check(cmd.Process.Signal(signals[args[0]]))
	}
}
