package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
)

var begin = regexp.MustCompile(`--fleet-logoff:1:(\d+)--`)

var end = []byte("--fleet-logoff:end--")

type answer struct {
	Error     *string
	WrongHost bool
	Sessions  []struct {
		ID       int
		Selected bool
		Outcome  *string
	}
}

// check reads the answer of the session script as docs/powershell.md has it.
func check(output []byte, exitCode int) error {
	found := begin.FindSubmatchIndex(output)
	if found == nil {
		return fmt.Errorf("no answer, exit code %d", exitCode)
	}
	length, err := strconv.Atoi(string(output[found[2]:found[3]]))
	if err != nil {
		return err
	}
	rest := output[found[1]:]
	last := bytes.Index(rest, end)
	if last < 0 {
		return fmt.Errorf("an answer that is cut short")
	}
	text := bytes.ReplaceAll(bytes.ReplaceAll(rest[:last], []byte("\r"), nil), []byte("\n"), nil)
	if len(text) != length {
		return fmt.Errorf("an answer of the wrong length")
	}
	var read answer
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	return read.fault()
}

func (read *answer) fault() error {
	if read.Error != nil {
		return fmt.Errorf("%s", *read.Error)
	}
	if read.WrongHost {
		return fmt.Errorf("wrong host")
	}
	for _, session := range read.Sessions {
		if !session.Selected {
			continue
		}
		if session.Outcome == nil || (*session.Outcome != "logged-off" && *session.Outcome != "skipped-console") {
			return fmt.Errorf("session %d was not logged off", session.ID)
		}
	}
	return nil
}
