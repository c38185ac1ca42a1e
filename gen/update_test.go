package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// serve serves what handle writes, on loopback.
func serve(t *testing.T, handle http.HandlerFunc) (url string) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

func TestDownload(t *testing.T) {
	csv := header + "ssh,22,tcp,Secure Shell\r\nname,,tcp,\r\n"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/csv")
		fmt.Fprint(w, csv)
	})
	out := filepath.Join(t.TempDir(), "registry.csv")
	stderr := mustGen(t, "update", "-from", url, "-out", out)
	assert.Equal(t, url+": note: the header has no Assignee, Contact, Registration Date, Modification Date, Reference, Service Code, Unauthorized Use Reported, Assignment Notes\n"+
		out+": 2 rows: 1 service; skipped: 1 without a port\n", stderr)
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Contains(t, string(content), "\nssh,22,tcp,Secure Shell,,,,,,,,,SSH\n")
}

// TestDownloadFailures has a server fail in each way, and holds the registry to
// stay as it is, byte for byte.
func TestDownloadFailures(t *testing.T) {
	defer func(old time.Duration) { downloadTimeout = old }(downloadTimeout)
	closed := httptest.NewServer(nil)
	closed.Close()
	rows := strings.Repeat("ssh,22,tcp,Secure Shell\n", 10)
	for _, c := range []struct {
		name   string
		url    string
		handle http.HandlerFunc
		want   string // behind the URL; a regular expression
	}{
		{
			name: "no network", url: closed.URL,
			want: `: cannot be reached: dial tcp 127\.0\.0\.1:\d+: connect: connection refused: check the network, or download the file by other means and give it with -from`,
		},
		{
			name: "a status", handle: http.NotFound,
			want: `: the server answers "404 Not Found": check the URL, or download the file by other means and give it with -from`,
		},
		{
			name: "a page", handle: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprint(w, "<!DOCTYPE html>\n")
			},
			want: `: the server sent a page \(text/html\) instead of CSV: check the URL, or download the file by other means and give it with -from`,
		},
		{
			name: "a page that says it is CSV", handle: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/csv")
				fmt.Fprint(w, "\n<html>\n")
			},
			want: `: the server sent a page instead of CSV: check the URL`,
		},
		{
			name: "a body that breaks off", handle: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "1000000")
				fmt.Fprint(w, header+rows)
			},
			want: `: the download broke off after \d+ bytes: unexpected EOF: try again`,
		},
		{
			name: "half a row at the end", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+rows+"http,8")
			},
			want: `: the file ends in the middle of a row, after \d+ bytes: try again`,
		},
		{
			name: "too much", handle: func(w http.ResponseWriter, r *http.Request) {
				chunk := []byte(strings.Repeat("x", 1<<20))
				for range registry.MaxSize>>20 + 1 {
					w.Write(chunk)
				}
			},
			want: `: has more than 32 MB, IANA's registry has about one: check where it is from`,
		},
		{
			name: "no answer", handle: func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			want: `: no answer within 300ms: try again, or download the file by other means and give it with -from`,
		},
		{
			name: "an answer without an end", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header)
				w.(http.Flusher).Flush()
				<-r.Context().Done()
			},
			want: `: not complete within 300ms, after \d+ bytes: try again, or download the file by other means and give it with -from`,
		},
		{
			name: "other columns", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, "Service Name,Transport Protocol\nssh,tcp\n")
			},
			want: `:1: header "Service Name,Transport Protocol": has no "Port Number", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description`,
		},
		{
			name: "rows that are wrong", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+"ssh,x,tcp,\n")
			},
			want: `:2: port number "x": neither a number nor a range: write N or N-M`,
		},
		{
			name: "fewer rows", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+"ssh,22,tcp,Secure Shell\n")
			},
			want: `: is no successor of .*registry.csv: check the download, or use -force:\n1 of 2 assignments are gone or have another port, more than 0.5 %:\n  http 80/tcp is gone`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			downloadTimeout = time.Minute
			if strings.Contains(c.want, "within") {
				downloadTimeout = 300 * time.Millisecond
			}
			url := c.url
			if url == "" {
				url = serve(t, c.handle)
			}
			registry := writeTemp(t, "registry.csv", header+"ssh,22,tcp,\nhttp,80,tcp,\n")
			before := contents(t, filepath.Dir(registry))
			code, stdout, stderr := gen("update", "-from", url, "-out", registry)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.Regexp(t, "^"+url+c.want+"\n$", stderr)
			assert.Equal(t, before, contents(t, filepath.Dir(registry)))
		})
	}
}

// TestPassword: no message shows the password of a URL.
func TestPassword(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rows":
			fmt.Fprint(w, header+"ssh,x,tcp,\n")
		case "/good":
			if user, password, _ := r.BasicAuth(); user == "user" && password == "secret" {
				fmt.Fprint(w, header+"ssh,22,tcp,\n")
			}
		case "/away":
			http.Redirect(w, r, "http://other:secret@127.0.0.1:1/", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	closed := httptest.NewServer(nil)
	closed.Close()
	registry := filepath.Join(t.TempDir(), "registry.csv")
	with := func(url string) string { return strings.Replace(url, "//", "//user:secret@", 1) }
	for _, c := range []struct {
		url  string
		code int
		want string
	}{
		{with(url), 1, "//user:xxxxx@127.0.0.1"},
		{with(url) + "/rows", 1, "//user:xxxxx@127.0.0.1"},
		{with(url) + "/away", 1, "//user:xxxxx@127.0.0.1"},
		{with(closed.URL), 1, "//user:xxxxx@127.0.0.1"},
		{with(url) + "/good", 0, "//user:xxxxx@127.0.0.1"},
		{"https://user:sec/ret@example.com", 1, "-from: is not a URL: percent-encode the special characters in it\n"},
		{"https://user:secret %zz@example.com", 1, "-from: is not a URL: percent-encode the special characters in it\n"},
	} {
		code, stdout, stderr := gen("update", "-from", c.url, "-out", registry)
		assert.Equal(t, c.code, code, stderr)
		assert.Contains(t, stderr, c.want)
		assert.NotContains(t, stdout+stderr, "sec", c.url)
	}
}

func TestFileURL(t *testing.T) {
	file := writeTemp(t, "a b.csv", header+"ssh,22,tcp,\n")
	registry := filepath.Join(t.TempDir(), "registry.csv")
	for _, url := range []string{"file://" + strings.ReplaceAll(file, " ", "%20"), "FILE://localhost" + file} {
		code, _, stderr := gen("update", "-from", url, "-out", registry)
		assert.Zero(t, code, stderr)
	}
	code, _, stderr := gen("update", "-from", "file://elsewhere"+file, "-out", registry)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, ": is on another machine: write file:///path, or the path alone\n")
}

func TestLoss(t *testing.T) {
	rows := func(n int) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range n {
			fmt.Fprintf(&b, "s-%d,%d,tcp,\n", i, i)
		}
		return b.String()
	}
	registry := writeTemp(t, "registry.csv", rows(400))
	code, _, stderr := gen("update", "-from", writeTemp(t, "new.csv", rows(397)), "-out", registry)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "3 of 400 assignments are gone")
	code, stdout, _ := gen("update", "-from", writeTemp(t, "new.csv", rows(398)), "-out", registry)
	assert.Equal(t, 0, code)
	assert.Contains(t, stdout, "  withdrawn   S399 = 399\n")
	// Withdrawn rows do not count: of 398 only one may go.
	code, _, stderr = gen("update", "-from", writeTemp(t, "new.csv", rows(396)), "-out", registry)
	assert.Equal(t, 1, code, stderr)
	code, stdout, _ = gen("update", "-from", writeTemp(t, "new.csv", rows(10)), "-out", registry, "-force")
	assert.Equal(t, 0, code)
	assert.True(t, strings.HasSuffix(stdout, "\nminor\n"), stdout)
}

// changedRows returns a registry with the name and port of each named row changed.
func changedRows(t *testing.T, text string, change func(name, port string) (string, string)) string {
	t.Helper()
	rows := csvRows(t, text)
	for _, row := range rows[1:] {
		if row[0] != "" {
			row[0], row[1] = change(row[0], row[1])
			row[12] = "" // the identifier
		}
	}
	var b strings.Builder
	require.NoError(t, csv.NewWriter(&b).WriteAll(rows))
	return b.String()
}

// TestGuard gives update registries that no update of IANA's can be.
func TestGuard(t *testing.T) {
	t.Parallel()
	text := everyTwentiethPort(t)
	lines := strings.SplitAfter(text, "\n")
	all := len(regexp.MustCompile(`(?m)^[^,]`).FindAllString(text, -1)) - 1 // rows that start with a name
	named := 0
	short := lines
	for named < 150 {
		last := short[len(short)-1]
		short = short[:len(short)-1]
		if last != "" && last[0] != ',' {
			named++
		}
	}
	for _, c := range []struct{ name, registry, want string }{
		{"other names", changedRows(t, text, func(name, port string) (string, string) { return "evil-" + name, port }),
			fmt.Sprintf(`\n%[1]d of %[1]d assignments are gone or have another port, more than 0.5 %%:\n  tcpmux 1/tcp is gone\n  tcpmux 1/udp is gone\n(  .* is gone\n){8}  and %d more\n$`, all, all-10)},
		{"other ports", changedRows(t, text, func(name, port string) (string, string) {
			first, last, isRange := strings.Cut(port, "-")
			next := func(s string) string {
				n, err := strconv.Atoi(s)
				require.NoError(t, err)
				return strconv.Itoa(n + 1)
			}
			if isRange {
				return name, next(first) + "-" + next(last)
			}
			return name, next(first)
		}), `\n  tcpmux 1/tcp is 2 now\n  tcpmux 1/udp is 2 now\n(  .*\n){8}  and \d+ more\n$`},
		{"cut at the end of a row", strings.Join(short, ""),
			`: is no successor of .*registry.csv: check the download, or use -force:\n150 of \d+ assignments are gone or have another port, more than 0.5 %:\n(  .* is gone\n){10}  and 140 more\nits newest date ".*" is before the old one, ".*"\n$`},
		{"an older one", regexp.MustCompile(`\b20[1-9](\d)-`).ReplaceAllString(text, "200$1-"),
			`: is no successor of .*registry.csv: check the download, or use -force:\nits newest date "200\d-.*" is before the old one, "20[2-9]\d-.*"\n$`},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := writeTemp(t, "registry.csv", text)
			from := writeTemp(t, "new.csv", c.registry)
			code, stdout, stderr := gen("update", "-from", from, "-out", registry)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.Regexp(t, c.want, stderr)
			assert.Equal(t, map[string]string{"registry.csv": text}, contents(t, filepath.Dir(registry)))
		})
	}
}

func TestUpdateFailsOn(t *testing.T) {
	rows := header + "ssh,22,tcp,\nold,23,tcp,\"\"\n"
	registry := writeTemp(t, "registry.csv", rows)
	from := writeTemp(t, "new.csv", rows+"new,24,tcp,\n")
	code, stdout, stderr := gen("update", "-from", from, "-out", registry, "-fail-on", "minor")
	assert.Equal(t, 1, code)
	assert.Contains(t, stdout, "  added       New = 24\n")
	assert.Equal(t, from+": the change is too large: it is minor, -fail-on is minor: "+registry+" stays as it was\n", stderr[strings.LastIndex(stderr[:len(stderr)-1], "\n")+1:])
	assert.Equal(t, map[string]string{"registry.csv": rows}, contents(t, filepath.Dir(registry)))
	code, stdout, stderr = gen("update", "-from", from, "-out", registry, "-fail-on", "major")
	assert.Zero(t, code, stderr)
	assert.True(t, strings.HasSuffix(stdout, "\nminor\n"))
	code, _, _ = gen("update", "-from", from, "-out", registry, "-fail-on", "minor")
	assert.Zero(t, code, "nothing changes any more")
}

func TestUnreadableRegistryStays(t *testing.T) {
	registry := writeTemp(t, "registry.csv", "precious")
	code, _, stderr := gen("update", "-from", writeTemp(t, "new.csv", header+"ssh,22,tcp,\n"), "-out", registry)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, registry+": has to be readable, or moved away, for an update\n")
	assert.Equal(t, map[string]string{"registry.csv": "precious"}, contents(t, filepath.Dir(registry)))
}

// TestWithdrawal takes a service away, brings it back, and prunes it.
func TestWithdrawal(t *testing.T) {
	with := writeTemp(t, "with.csv", header+"ssh,22,tcp,\nold,23,tcp,\nname,,tcp,\n")
	without := writeTemp(t, "without.csv", header+"ssh,22,tcp,\nname,,tcp,\n")
	registry := filepath.Join(t.TempDir(), "registry.csv")
	update := func(args ...string) string {
		code, stdout, stderr := gen(append([]string{"update", "-force", "-out", registry}, args...)...)
		require.Zero(t, code, stderr)
		return stdout
	}
	read := func() string {
		content, err := os.ReadFile(registry)
		require.NoError(t, err)
		return string(content)
	}
	assert.Empty(t, update("-from", with), "there was nothing to compare with")
	first := read()
	assert.Equal(t, "nothing changed\npatch\n", update("-from", with))
	assert.Equal(t, first, read(), "an unchanged registry changes no byte")

	assert.Contains(t, update("-from", without), "  withdrawn   Old = 23\n")
	withdrawn := read()
	assert.Contains(t, withdrawn, "\nold,23,tcp,,,,,,,,,Withdrawn: not in the registry of unknown-date any more.,Old\n")
	assert.Contains(t, update("-from", without), "\npatch\n")
	assert.Equal(t, withdrawn, read(), "once more changes no byte")

	assert.Contains(t, update("-from", with), "  returned    Old = 23\n")
	assert.Equal(t, first, read())

	update("-from", without)
	require.NoError(t, os.WriteFile(registry, []byte(strings.Replace(read(), ",Old\n", ",MyOld\n", 1)), 0o666))
	assert.Contains(t, update("-from", with, "-prune"), "  returned    MyOld = 23\n", "what comes back keeps its name")
	require.NoError(t, os.WriteFile(registry, []byte(withdrawn), 0o666))
	pruned := update("-from", without, "-prune")
	assert.Contains(t, pruned, "  removed     Old = 23\n")
	assert.True(t, strings.HasSuffix(pruned, "\nmajor\n"))
	assert.NotContains(t, read(), "old")
}

// TestUpdateWritesWhatGenReads refuses what would make a file of one's own of IANA's
// registry, in which services must not share ports.
func TestUpdateWritesWhatGenReads(t *testing.T) {
	rows := "nameserver,42,tcp,,,,,,,,,\nname,42,tcp,,,,,,,,,\n"
	const zero = ",0,tcp,Reserved,,,,,,,,\n"
	old := writeTemp(t, "registry.csv", ianaHeader+zero+rows)
	from := writeTemp(t, "new.csv", ianaHeader+rows)
	code, _, stderr := gen("update", "-from", from, "-out", old)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "it has no row without a name for port 0, as IANA's has")
	code, _, stderr = gen("update", "-force", "-from", from, "-out", old)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, `port 42/tcp of "name" is taken by "nameserver"`)
	assert.Equal(t, map[string]string{"registry.csv": ianaHeader + zero + rows}, contents(t, filepath.Dir(old)))
	shared := writeTemp(t, "own.csv", "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\na,8480,tcp,,\nb,8480,tcp,,shared\n")
	code, _, stderr = gen("update", "-from", shared, "-out", filepath.Join(t.TempDir(), "registry.csv"))
	assert.Equal(t, 1, code, "the canonical form has no word for shared")
	assert.Contains(t, stderr, `port 8480/tcp of "b" is taken by "a"`)
}

// TestDiffAsUpdate compares with IANA's own file, as it is and as update makes it.
func TestDiffAsUpdate(t *testing.T) {
	old := writeTemp(t, "old.csv", header+"ssh,22,tcp,\nold,23,tcp,\n")
	const columns = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"
	raw := writeTemp(t, "raw.csv", columns+"ssh,22,tcp,,,,,,,,,\nname,,tcp,,,,,,,,,\n")
	_, stdout, _ := gen("diff", "-update", old, raw)
	assert.Contains(t, stdout, "  withdrawn   Old = 23\n")
	_, stdout, _ = gen("diff", old, raw)
	assert.Contains(t, stdout, "  removed     Old = 23\n")
	own := writeTemp(t, "own.csv", header+"ssh,22,tcp,\n")
	code, stdout, _ := gen("diff", old, own)
	assert.Zero(t, code)
	assert.Contains(t, stdout, "  removed     Old = 23\n")
	code, _, _ = gen("diff", "-fail-on", "major", old, own)
	assert.Equal(t, 1, code)
	code, _, _ = gen("diff", "-fail-on", "major", own, old)
	assert.Equal(t, 0, code)
	code, _, stderr := gen("diff", "missing.csv", own)
	assert.Equal(t, 1, code)
	assert.Equal(t, "open missing.csv: no such file or directory\n", stderr)
}

// TestProgress holds the line of progress to terminals.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	progressTo(&b)(1000)
	assert.Empty(t, b.String())
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	require.NoError(t, err)
	defer file.Close()
	progressTo(file)(1000)
	info, err := file.Stat()
	require.NoError(t, err)
	assert.Zero(t, info.Size())
}
