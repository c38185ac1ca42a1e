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

// TestDownload updates where there is no registry yet: it says so, and where it writes.
func TestDownload(t *testing.T) {
	csv := header + "ssh,22,tcp,Secure Shell\r\nname,,tcp,\r\n"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/csv")
		fmt.Fprint(w, csv)
	})
	t.Chdir(t.TempDir())
	stderr := mustGen(t, "update", "-from", url)
	assert.Regexp(t, `^registry.csv: is new: .*nothing to compare with\nregistry.csv: 2 rows: 1 service, 1 without a port\n$`, stderr)
	assert.Equal(t, canonicalHeader+"ssh,22,tcp,Secure Shell,,,,,,,,,SSH,\nname,,tcp,,,,,,,,,,,\n", readText(t, "registry.csv"))
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
				fmt.Fprint(w, "<!DOCTYPE html>\n<html>\n")
			},
			want: `:1: header "<!DOCTYPE html>": has no "Service Name"`,
		},
		{
			name: "nothing", handle: func(w http.ResponseWriter, r *http.Request) {},
			want: `:1: the file has no header`,
		},
		{
			name: "a body that breaks off", handle: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "1000000")
				fmt.Fprint(w, header+rows)
			},
			want: `: the download broke off after \d+ bytes: unexpected EOF: try again`,
		},
		{
			name: "a body that ends with a row, and is shorter than its length", handle: func(w http.ResponseWriter, r *http.Request) {
				text := header + rows + "http,80,tcp,\n"
				w.Header().Set("Content-Length", strconv.Itoa(len(text)))
				fmt.Fprint(w, strings.TrimSuffix(text, "http,80,tcp,\n"))
				w.(http.Flusher).Flush()
				panic(http.ErrAbortHandler) // closes the connection
			},
			want: `: the download broke off after \d+ bytes: unexpected EOF: try again`,
		},
		{
			name: "chunks without the last one", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+rows)
				w.(http.Flusher).Flush()
				panic(http.ErrAbortHandler)
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
			want: `: has more than 32 MB`,
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
			want: `:1: header "Service Name,Transport Protocol": has no "Port Number", "Description"`,
		},
		{
			name: "rows that are wrong", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+"ssh,x,tcp,\n")
			},
			want: `:2: port number "x": `,
		},
		{
			name: "fewer rows", handle: func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, header+"ssh,22,tcp,Secure Shell\n")
			},
			want: `: is no successor of .*registry.csv: .*-force:\n1 of 2 assignments are gone.*:\n  http 80/tcp is gone\n$`,
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
			assert.Regexp(t, "^"+url+c.want, stderr)
			assert.Equal(t, before, contents(t, filepath.Dir(registry)))
		})
	}
}

// TestWhole has bodies that came without an error of the client's.
func TestWhole(t *testing.T) {
	for _, c := range []struct {
		body   string
		length int64
		want   string
	}{
		{"a\nb\n", 4, ""},
		{"a\nb\n", -1, ""}, // the server did not say
		{"a\n", 4, "2 bytes came of 4"},
		{"a\nb", -1, "ends in the middle of a row, after 3 bytes"},
	} {
		err := whole([]byte(c.body), c.length)
		if c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, c.want)
		}
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
		{with(url) + "/good", 0, "1 row"},
		{"https://user:sec/ret@example.com", 1, "-from: is not a URL: "},
		{"HTTPS://user:secret %zz@example.com", 1, "-from: is not a URL: "},
	} {
		code, stdout, stderr := gen("update", "-from", c.url, "-out", registry)
		assert.Equal(t, c.code, code, stderr)
		assert.Contains(t, stderr, c.want)
		assert.NotContains(t, stdout+stderr, "sec", c.url)
	}
}

func TestLoss(t *testing.T) {
	rows := func(n int) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range n {
			fmt.Fprintf(&b, "s-%d,%d,tcp,\n", i, i+1)
		}
		return b.String()
	}
	registry := writeTemp(t, "registry.csv", rows(400))
	code, _, stderr := gen("update", "-from", writeTemp(t, "new.csv", rows(397)), "-out", registry)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "3 of 400 assignments are gone")
	code, stdout, _ := gen("update", "-from", writeTemp(t, "new.csv", rows(398)), "-out", registry)
	assert.Equal(t, 0, code)
	assert.Contains(t, stdout, "  withdrawn   S399 = 400\n")
	// Withdrawn rows do not count: of 398 only one may go.
	code, _, stderr = gen("update", "-from", writeTemp(t, "new.csv", rows(396)), "-out", registry)
	assert.Equal(t, 1, code, stderr)
	code, stdout, _ = gen("update", "-from", writeTemp(t, "new.csv", rows(10)), "-out", registry, "-force")
	assert.Equal(t, 0, code)
	assert.True(t, strings.HasSuffix(stdout, "\nminor\n"), stdout)
}

// asIANA returns the rows of a canonical registry in IANA's columns, each as change makes
// it, or without it if that is nil.
func asIANA(t *testing.T, text string, change func(i int, row []string) []string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(ianaHeader)
	w := csv.NewWriter(&b)
	for i, row := range csvRows(t, text)[1:] {
		if row[withdrawnColumn] != "" {
			continue
		}
		if row = change(i, row[:ianaColumns:ianaColumns]); row != nil {
			require.NoError(t, w.Write(row))
		}
	}
	w.Flush()
	return b.String()
}

func asItIs(_ int, row []string) []string { return row }

// TestGuard gives update registries that no update of IANA's can be: none is taken over,
// and nothing is written.
func TestGuard(t *testing.T) {
	t.Parallel()
	text := everyTwentiethPort(t)
	good := asIANA(t, text, asItIs)
	next := func(port string) string {
		if port == "" {
			return ""
		}
		n, err := strconv.Atoi(port)
		require.NoError(t, err)
		return strconv.Itoa(n + 1)
	}
	lines := strings.SplitAfter(good, "\n")
	for _, c := range []struct {
		name, registry string
		want           []string // regular expressions
	}{
		{"other names", asIANA(t, text, func(_ int, row []string) []string {
			if row[nameColumn] != "" {
				row[nameColumn] = "evil-" + row[nameColumn]
			}
			return row
		}), []string{`(\d+) of (\d+) assignments are gone.*:\n  tcpmux 1/tcp is gone\n  tcpmux 1/udp is gone\n(  .* is gone\n){8}  and \d+ more\n`, `(\d+) of (\d+) names without a port are gone`}},
		{"other ports", asIANA(t, text, func(_ int, row []string) []string {
			first, last, isRange := strings.Cut(row[portColumn], "-")
			if row[nameColumn] == "" {
				return row
			}
			if row[portColumn] = next(first); isRange {
				row[portColumn] += "-" + next(last)
			}
			return row
		}), []string{`\d+ of \d+ assignments are gone, or are others.*:\n  tcpmux 1/tcp is 2 now\n  tcpmux 1/udp is 2 now\n`}},
		{"without the rows that have no name", asIANA(t, text, func(_ int, row []string) []string {
			if row[nameColumn] == "" {
				return nil
			}
			return row
		}), []string{`\d+ of \d+ reserved ports are gone.*:\n  0/tcp is unassigned now\n`}},
		{"without the names that have no port", asIANA(t, text, func(_ int, row []string) []string {
			if row[portColumn] == "" {
				return nil
			}
			return row
		}), []string{`(\d+) of (\d+) names without a port are gone`}},
		{"cut at the end of a row", strings.Join(lines[:len(lines)-200], ""), []string{`\d+ of \d+ assignments are gone`}},
		{"shorter ranges", asIANA(t, text+"span,20001-20999,tcp,,,,,,,,,,Span-SpanLast,\n", func(_ int, row []string) []string {
			row[portColumn] = strings.Replace(row[portColumn], "20001-20999", "20001-20009", 1)
			return row
		}), []string{`990 of \d+ assignments are gone.*:\n  span 20010/tcp is gone`}},
		{"an older one", regexp.MustCompile(`\b20[1-9](\d)-`).ReplaceAllString(good, "200$1-"), []string{
			`its newest date "200\d-.*" is before the old one, "20[2-9]\d-.*"\n$`}},
		{"a date to come", strings.Replace(good, ",2024-12-20,", ",2206-12-20,", 1), []string{`it has the date "2206-12-20", which is to come\n$`}},
		{"a month to come", strings.Replace(good, ",2024-12-20,", ",2206-12,", 1), []string{`it has the date "2206-12", which is to come\n$`}},
		{"without a column that has something", strings.Replace(good, ",Reference,", ",Literature,", 1), []string{`the header has no Reference: `}},
		{"a column Identifier", withColumn(good, "Identifier", "Evil"), []string{`: has the column Identifier, `}},
		{"a column Withdrawn", withColumn(good, "Withdrawn", "2026-01-02"), []string{`: has the column Withdrawn, `}},
		{"a team's column", withColumn(good, "Shared", "why not"), []string{`:1: column "Shared": IANA.s registry has none`}},
		{"a column that is misspelt", withColumn(good, "Identifer", "Evil"), []string{`:1: column "Identifer": unknown: did you mean "Identifier"\?`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			old := text
			if strings.Contains(c.registry, "\nspan,") {
				old += "span,20001-20999,tcp,,,,,,,,,,Span-SpanLast,\n"
			}
			registry := writeTemp(t, "registry.csv", old)
			from := writeTemp(t, "new.csv", c.registry)
			code, stdout, stderr := gen("update", "-from", from, "-out", registry)
			assert.Equal(t, exitFailed, code)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, from+":", "the file is named")
			for _, want := range c.want {
				assert.Regexp(t, want, stderr)
				if m := regexp.MustCompile(want).FindStringSubmatch(stderr); len(m) > 2 && m[1] != "" {
					assert.Equal(t, m[2], m[1], "all are lost")
				}
			}
			assert.True(t, strings.Contains(stderr, "-force") == strings.Contains(stderr, "is no successor of "+registry), stderr)
			assert.Equal(t, map[string]string{"registry.csv": old}, contents(t, filepath.Dir(registry)))
		})
	}
}

// portRow matches a row that has a name and a port.
var portRow = regexp.MustCompile(`^[^,]+,\d`)

// withColumn returns a registry with another column, which has the same in every row of a
// name and a port.
func withColumn(text, column, field string) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case i == 0:
			line += "," + column
		case !portRow.MatchString(line):
			line += ","
		default:
			line += "," + field
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// TestGuardLetsPass has what looks like a loss, or is odd, and may not block an update.
func TestGuardLetsPass(t *testing.T) {
	const ssh = "ssh,22,tcp,,,,2026-01-02,,,,,\n"
	const old = canonicalHeader + "ssh,22,tcp,,,,2026-01-02,,,,,,SSH,\n"
	for _, c := range []struct{ name, old, new, stdout, stderr string }{
		{
			"two names on a port, one without a transport",
			canonicalHeader + "foo,2000,,F,,,,,,,,,Foo,\nbar,2000,tcp,F,,,,,,,,,Bar,\n",
			ianaHeader + "foo,2000,,F,,,,,,,,\nbar,2000,tcp,F,,,,,,,,\n",
			"nothing changed\npatch\n", "",
		},
		{
			"a date to come in the old registry",
			canonicalHeader + "ssh,22,tcp,,,,2026-01-02,2206-12-20,,,,,SSH,\n",
			ianaHeader + ssh, "nothing changed\npatch\n", "",
		},
		{
			"what is no date in the old registry",
			canonicalHeader + "ssh,22,tcp,,,,2026-01-02,2206-13-45,,,,,SSH,\n",
			ianaHeader + ssh, "nothing changed\npatch\n", "",
		},
		{
			"a phrase of an earlier version in the notes of every row", old,
			ianaHeader + strings.Replace(ssh, ",\n", ",Withdrawn: not in the registry of 2026-01-02 any more.\n", 1),
			"nothing changed\npatch\n", "",
		},
		{
			"a column of the old registry that is not known",
			withColumn(old, "Shoe Size", "44"), ianaHeader + ssh,
			"nothing changed\npatch\n", `registry.csv:1: warning: column "Shoe Size": unknown`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := writeTemp(t, "registry.csv", c.old)
			from := writeTemp(t, "new.csv", c.new)
			code, stdout, stderr := gen("update", "-from", from, "-out", registry)
			assert.Zero(t, code, stderr)
			assert.Equal(t, c.stdout, stdout)
			assert.Contains(t, stderr, c.stderr)
			// And so does the one after it.
			code, stdout, stderr = gen("update", "-from", from, "-out", registry)
			assert.Zero(t, code, stderr)
			assert.Equal(t, "nothing changed\npatch\n", stdout)
		})
	}
}

// TestOldRegistryWithMisspeltColumn: without the column Identifier, all released names
// would be derived anew.
func TestOldRegistryWithMisspeltColumn(t *testing.T) {
	text := strings.Replace(canonicalHeader, "Identifier", "Identifer", 1) + "ssh,22,tcp,,,,,,,,,,MySSH,\n"
	registry := writeTemp(t, "registry.csv", text)
	code, stdout, stderr := gen("update", "-force", "-from", writeTemp(t, "new.csv", ianaHeader+"ssh,22,tcp,,,,,,,,,\n"), "-out", registry)
	assert.Equal(t, exitFailed, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, registry+`:1: column "Identifer": unknown: did you mean "Identifier"?`)
	assert.Equal(t, text, readText(t, registry))
}

func TestUpdateFailsOn(t *testing.T) {
	rows := header + "ssh,22,tcp,\nold,23,tcp,\"\"\n"
	registry := writeTemp(t, "registry.csv", rows)
	from := writeTemp(t, "new.csv", rows+"new,24,tcp,\n")
	code, stdout, stderr := gen("update", "-from", from, "-out", registry, "-fail-on", "minor")
	assert.Equal(t, 1, code)
	assert.Contains(t, stdout, "  added       New = 24\n")
	assert.Contains(t, stderr, from+": the change is too large: it is minor, -fail-on is minor: "+registry+" stays as it was\n")
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
	defer func(old func() time.Time) { now = old }(now)
	now = func() time.Time { return time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC) }
	with := writeTemp(t, "with.csv", header+"ssh,22,tcp,\nold,23,tcp,\nname,,tcp,\nother,,udp,\n")
	without := writeTemp(t, "without.csv", header+"ssh,22,tcp,\nname,,tcp,\n")
	registry := filepath.Join(t.TempDir(), "registry.csv")
	update := func(args ...string) string {
		code, stdout, stderr := gen(append([]string{"update", "-force", "-out", registry}, args...)...)
		require.Zero(t, code, stderr)
		return stdout
	}
	assert.Empty(t, update("-from", with), "there was nothing to compare with")
	first := readText(t, registry)
	assert.Equal(t, "nothing changed\npatch\n", update("-from", with))
	assert.Equal(t, first, readText(t, registry), "an unchanged registry changes no byte")

	report := update("-from", without)
	assert.Contains(t, report, "  withdrawn   Old = 23\n")
	assert.Regexp(t, `\d names? without a port`, report)
	withdrawn := readText(t, registry)
	assert.Contains(t, withdrawn, "\nold,23,tcp,,,,,,,,,,Old,2026-05-06\n")
	assert.Contains(t, withdrawn, "\nother,,udp,,,,,,,,,,,2026-05-06\n")
	now = func() time.Time { return time.Date(2026, 5, 7, 12, 0, 0, 0, time.UTC) }
	assert.Contains(t, update("-from", without), "\npatch\n")
	assert.Equal(t, withdrawn, readText(t, registry), "once more changes no byte")

	assert.Contains(t, update("-from", with), "  returned    Old = 23\n")
	assert.Equal(t, first, readText(t, registry))

	require.NoError(t, os.WriteFile(registry, []byte(strings.Replace(withdrawn, ",Old,", ",MyOld,", 1)), 0o666))
	assert.Contains(t, update("-from", with, "-prune"), "  returned    MyOld = 23\n", "what comes back keeps its name")
	require.NoError(t, os.WriteFile(registry, []byte(withdrawn), 0o666))
	pruned := update("-from", without, "-prune")
	assert.Contains(t, pruned, "  removed     Old = 23\n")
	assert.True(t, strings.HasSuffix(pruned, "\nmajor\n"))
	assert.NotContains(t, readText(t, registry), "old")

	// The date is the new registry's, where it has one.
	require.NoError(t, os.WriteFile(registry, []byte(first), 0o666))
	update("-from", writeTemp(t, "dated.csv", ianaHeader+"ssh,22,tcp,,,,2026-04,,,,,\n"))
	assert.Contains(t, readText(t, registry), "\nold,23,tcp,,,,,,,,,,Old,2026-04-01\n")
}

// TestDryRun reports what an update would change, and writes nothing.
func TestDryRun(t *testing.T) {
	old := writeTemp(t, "old.csv", header+"ssh,22,tcp,\nold,23,tcp,\n")
	raw := writeTemp(t, "raw.csv", ianaHeader+"ssh,22,tcp,,,,,,,,,\nname,,tcp,,,,,,,,,\n")
	before := contents(t, filepath.Dir(old))
	code, dry, stderr := gen("update", "-force", "-dry-run", "-from", raw, "-out", old)
	assert.Zero(t, code, stderr)
	assert.Contains(t, dry, "  withdrawn   Old = 23\n")
	assert.Equal(t, before, contents(t, filepath.Dir(old)))
	code, _, _ = gen("update", "-dry-run", "-from", raw, "-out", old)
	assert.Equal(t, exitFailed, code, "what an update refuses")
	_, wet, _ := gen("update", "-force", "-from", raw, "-out", old)
	assert.Equal(t, wet, dry)
	assert.NotEqual(t, before, contents(t, filepath.Dir(old)))

	absent := filepath.Join(t.TempDir(), "registry.csv")
	assert.Contains(t, mustGen(t, "update", "-dry-run", "-from", raw, "-out", absent), absent+": is new")
	assert.NoFileExists(t, absent)
}

// TestDiffOfFiles compares files as they are: a service that the new one lacks is removed.
func TestDiffOfFiles(t *testing.T) {
	old := writeTemp(t, "old.csv", namedHeader+"ssh,22,tcp,,SSH\nold,23,tcp,,Old\n")
	raw := writeTemp(t, "raw.csv", ianaHeader+"ssh,22,tcp,,,,,,,,,\nname,,tcp,,,,,,,,,\n")
	own := writeTemp(t, "own.csv", namedHeader+"ssh,22,tcp,,SSH\n")
	for _, args := range [][]string{{"-iana", old, raw}, {old, own}} {
		code, stdout, stderr := gen(append([]string{"diff"}, args...)...)
		assert.Zero(t, code, stderr)
		assert.Contains(t, stdout, "  removed     Old = 23\n")
		assert.True(t, strings.HasSuffix(stdout, "\nmajor\n"))
	}
	code, _, stderr := gen("diff", old, raw)
	assert.Equal(t, exitFailed, code, "a team's rows have ports")
	assert.Contains(t, stderr, raw+`:3: service name "name": has no port number`)
	code, _, _ = gen("diff", "-fail-on", "major", old, own)
	assert.Equal(t, exitFailed, code)
	code, stdout, _ := gen("diff", "-fail-on", "major", own, old)
	assert.Zero(t, code)
	assert.True(t, strings.HasSuffix(stdout, "\nminor\n"))
	code, _, stderr = gen("diff", "missing.csv", own)
	assert.Equal(t, exitFailed, code)
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
