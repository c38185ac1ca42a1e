package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

// ianaURL is where IANA publishes the registry.
const ianaURL = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.csv"

var downloadTimeout = 2 * time.Minute

// fetch reads IANA's registry from a URL or a file. Its name, for messages, has no
// password.
func fetch(from string, stderr io.Writer) (*registry.File, error) {
	lower := strings.ToLower(from)
	if !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://") {
		return shipped.Read(from, registry.IANA)
	}
	location, err := url.Parse(from)
	if err != nil {
		// What url.Parse says has parts of the URL in it, and so maybe of a password.
		return nil, errors.New("-from: is not a URL: percent-encode the special characters in it")
	}
	ctx, cancel := context.WithTimeout(context.Background(), downloadTimeout)
	defer cancel()
	text, err := download(ctx, location.String(), progressTo(stderr))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", location.Redacted(), err)
	}
	return registry.Read(location.Redacted(), registry.IANA, bytes.NewReader(text))
}

// download returns the body of a URL, whole.
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
	var body bytes.Buffer
	for {
		_, err := io.CopyN(&body, response.Body, 64<<10)
		progress(body.Len())
		switch {
		case body.Len() > registry.MaxSize:
			return nil, registry.ErrTooLarge
		case errors.Is(err, io.EOF):
			return body.Bytes(), whole(body.Bytes(), response.ContentLength)
		case errors.Is(err, context.DeadlineExceeded):
			return nil, fmt.Errorf("not complete within %v, after %d bytes: try again, or %s", downloadTimeout, body.Len(), byHand)
		case err != nil:
			return nil, fmt.Errorf("the download broke off after %d bytes: %w: try again", body.Len(), err)
		}
	}
}

// whole reports a body that is shorter than the server said, or ends in the middle of a
// row. A length of -1 is unknown.
func whole(body []byte, length int64) error {
	switch {
	case length >= 0 && int64(len(body)) != length:
		return fmt.Errorf("%d bytes came of %d: try again", len(body), length)
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
