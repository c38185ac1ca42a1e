package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.com/ianaports/internal/registry"
)

// ianaURL is where IANA publishes the registry.
const ianaURL = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.csv"

var downloadTimeout = 2 * time.Minute

// fetchRegistry reads a registry from a URL or a file. It also returns its
// name for messages, without a password.
func fetchRegistry(from string, stderr io.Writer) (reg *registry.Registry, name string, err error) {
	scheme, _, ok := strings.Cut(from, "://")
	switch scheme = strings.ToLower(scheme); {
	case !ok || scheme != "https" && scheme != "http" && scheme != "file":
		reg, err = readRegistry(from)
		return reg, from, err
	}
	location, err := url.Parse(from)
	if err != nil {
		// What url.Parse says has parts of the URL in it, and so maybe of a password.
		return nil, "", errors.New("-from: is not a URL: percent-encode the special characters in it")
	}
	name = location.Redacted()
	if scheme != "file" {
		reg, err = downloadRegistry(location, stderr)
		return reg, name, err
	}
	if location.Host != "" && location.Host != "localhost" {
		return nil, name, fmt.Errorf("%s: is on another machine: write file:///path, or the path alone", name)
	}
	reg, err = readRegistry(filepath.FromSlash(location.Path))
	return reg, name, err
}

func downloadRegistry(location *url.URL, stderr io.Writer) (*registry.Registry, error) {
	ctx, cancel := context.WithTimeout(context.Background(), downloadTimeout)
	defer cancel()
	text, err := download(ctx, location.String(), progressTo(stderr))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", location.Redacted(), err)
	}
	return registry.Read(location.Redacted(), bytes.NewReader(text))
}

// download returns the body of a URL, whole, and only if it can be CSV.
func download(ctx context.Context, url string, progress func(bytes int)) ([]byte, error) {
	const byHand = "download the file by other means and give it with -from"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	client := http.Client{CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if via[0].URL.Scheme == "https" && r.URL.Scheme != "https" {
			return fmt.Errorf("redirected to %s, which is not secure", r.URL.Redacted())
		}
		if len(via) == 10 {
			return errors.New("redirected ten times")
		}
		return nil
	}}
	response, err := client.Do(request)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("no answer within %v: try again, or %s", downloadTimeout, byHand)
	case err != nil:
		return nil, fmt.Errorf("cannot be reached: %w: check the network, or %s", errors.Unwrap(err), byHand)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %q: check the URL, or %s", response.Status, byHand)
	}
	if media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); media == "text/html" {
		return nil, fmt.Errorf("the server sent a page (%s) instead of CSV: check the URL, or %s", media, byHand)
	}
	var body bytes.Buffer
	for {
		_, err := io.CopyN(&body, response.Body, 64<<10)
		progress(body.Len())
		switch {
		case body.Len() > registry.MaxSize:
			return nil, registry.ErrTooLarge
		case errors.Is(err, io.EOF):
			return body.Bytes(), whole(body.Bytes())
		case errors.Is(err, context.DeadlineExceeded):
			return nil, fmt.Errorf("not complete within %v, after %d bytes: try again, or %s", downloadTimeout, body.Len(), byHand)
		case err != nil:
			return nil, fmt.Errorf("the download broke off after %d bytes: %w: try again", body.Len(), err)
		}
	}
}

// whole reports a body that is a page, or that ends in the middle of a row.
func whole(body []byte) error {
	switch start := bytes.TrimLeft(body, "\ufeff \t\r\n"); {
	case bytes.HasPrefix(start, []byte("<")):
		return errors.New("the server sent a page instead of CSV: check the URL")
	case len(body) > 0 && body[len(body)-1] != '\n':
		return fmt.Errorf("the file ends in the middle of a row, after %d bytes: try again", len(body))
	}
	return nil
}

// progressTo returns a function that shows how much has come, if w is a
// terminal.
func progressTo(w io.Writer) func(bytes int) {
	file, ok := w.(*os.File)
	if !ok {
		return func(int) {}
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int) {}
	}
	return func(bytes int) {
		// Erase what the line had before.
		fmt.Fprintf(w, "\r\x1b[Kdownloaded %.1f MB\r", float64(bytes)/1e6)
	}
}
