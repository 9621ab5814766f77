// Logs a user off a simulated host with github.com/masterzen/winrm, a client that knows nothing of this project.
//
// Usage: foreign_client basic|ntlm|sealed URL USERNAME PASSWORD_FILE CA_FILE|- SESSION_ID USER
//
// Prints what was run and what came back. Exits 0 where the user was there before and is gone afterwards.
package main

import (
	"context"
	"fmt"
	"log"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/masterzen/winrm"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 8 {
		log.Fatal("usage: foreign_client basic|ntlm|sealed URL USERNAME PASSWORD_FILE CA_FILE|- SESSION_ID USER")
	}
	auth, address, username, passwordFile, ca := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	sessionID, user := os.Args[6], strings.ToLower(os.Args[7])
	client := connect(auth, address, username, read(passwordFile), ca)
	run := func(line string) (string, int) {
		if auth == "sealed" {
			// With input, what closes it and what reads the output would race for the keys of the connection.
			return report(line)(client.RunCmdWithContext(context.Background(), line))
		}
		return report(line)(client.RunWithContextWithString(context.Background(), line, "input"))
	}
	run("hostname")
	before, _ := run("quser")
	_, code := run("logoff " + sessionID)
	after, _ := run("quser")
	if !strings.Contains(before, user) {
		log.Fatal(user, " was not there")
	}
	if code != 0 {
		log.Fatal("logoff ended with ", code)
	}
	if strings.Contains(after, user) {
		log.Fatal(user, " is still there")
	}
}

func connect(auth, address, username string, password []byte, ca string) *winrm.Client {
	where, err := url.Parse(address)
	check(err)
	port, err := strconv.Atoi(where.Port())
	check(err)
	var authorities []byte
	if ca != "-" {
		authorities = read(ca)
	}
	endpoint := winrm.NewEndpoint(
		where.Hostname(), port, where.Scheme == "https", false, authorities, nil, nil, 30*time.Second)
	parameters := winrm.NewParameters("PT20S", "en-US", 153600)
	switch auth {
	case "basic":
	case "ntlm":
		parameters.TransportDecorator = func() winrm.Transporter { return &winrm.ClientNTLM{} }
	case "sealed":
		parameters.TransportDecorator = func() winrm.Transporter {
			encryption, err := winrm.NewEncryption("ntlm")
			check(err)
			return encryption
		}
	default:
		log.Fatal("unknown: ", auth)
	}
	client, err := winrm.NewClientWithParameters(endpoint, username, string(password), parameters)
	check(err)
	return client
}

func report(line string) func(string, string, int, error) (string, int) {
	return func(out, errors string, code int, err error) (string, int) {
		check(err)
		fmt.Printf("> %s\n%s\n= %d\n", line, strings.TrimRight(out+errors, "\r\n"), code)
		return strings.ToLower(out + errors), code
	}
}

func read(file string) []byte {
	bytes, err := os.ReadFile(file)
	check(err)
	return bytes
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
