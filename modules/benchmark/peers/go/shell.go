package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"sync"

	"github.com/masterzen/simplexml/dom"
	"github.com/masterzen/winrm"
	"github.com/masterzen/winrm/soap"
)

const shellResource = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd"

// The library never closes a connection that may be used again; without this a large fleet would
// keep all of them open to the end.
type connections struct {
	mutex sync.Mutex
	open  []net.Conn
}

func (c *connections) dial(network, address string) (net.Conn, error) {
	connection, err := net.Dial(network, address)
	if err == nil {
		c.mutex.Lock()
		c.open = append(c.open, connection)
		c.mutex.Unlock()
	}
	return connection, err
}

func (c *connections) close() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, connection := range c.open {
		connection.Close()
	}
}

// run gives back what the session script printed on a host, and its exit code.
func run(job *job, host host) (output []byte, exitCode int, err error) {
	opened := &connections{}
	defer opened.close()
	var transport winrm.Transporter = winrm.NewClientWithDial(opened.dial)
	if job.Auth == "ntlm" {
		transport = winrm.NewClientNTLMWithDial(opened.dial)
	}
	parameters := winrm.NewParameters("PT20S", "en-US", 153600)
	parameters.TransportDecorator = func() winrm.Transporter { return transport }
	endpoint := winrm.NewEndpoint(host.Address, host.Port, false, false, nil, nil, nil, 0)
	client, err := winrm.NewClientWithParameters(endpoint, job.Username, job.password, parameters)
	if err != nil {
		return nil, 0, err
	}
	shell, err := open(client, transport, host, job.Script)
	if err != nil {
		return nil, 0, err
	}
	defer func() {
		if failure := shell.Close(); err == nil {
			err = failure
		}
	}()
	return execute(shell, job)
}

func execute(shell *winrm.Shell, job *job) ([]byte, int, error) {
	command, err := shell.ExecuteWithContext(context.Background(), job.Program, job.Arguments...)
	if err != nil {
		return nil, 0, err
	}
	var output bytes.Buffer
	var streams sync.WaitGroup
	streams.Add(2)
	go func() {
		defer streams.Done()
		_, err = io.Copy(&output, command.Stdout)
	}()
	go func() {
		defer streams.Done()
		_, _ = io.Copy(io.Discard, command.Stderr)
	}()
	command.Wait()
	streams.Wait()
	if failure := command.Close(); err == nil {
		err = failure
	}
	return output.Bytes(), command.ExitCode(), err
}

// open creates a shell with environment variables, which Client.CreateShell has no way to set: the
// message is built from the library's own parts and sent through its transport.
func open(client *winrm.Client, transport winrm.Transporter, host host, script string) (*winrm.Shell, error) {
	message := soap.NewMessage()
	message.Header().
		To(fmt.Sprintf("http://%s/wsman", net.JoinHostPort(host.Address, fmt.Sprint(host.Port)))).
		ReplyTo("http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous").
		MaxEnvelopeSize(client.EnvelopeSize).
		Id("uuid:" + uuid()).
		Locale(client.Locale).
		Timeout(client.Timeout).
		Action("http://schemas.xmlsoap.org/ws/2004/09/transfer/Create").
		ResourceURI(shellResource).
		AddOption(soap.NewHeaderOption("WINRS_NOPROFILE", "TRUE")).
		AddOption(soap.NewHeaderOption("WINRS_CODEPAGE", "65001")).
		Build()
	shell := message.CreateBodyElement("Shell", soap.DOM_NS_WIN_SHELL)
	environment := message.CreateElement(shell, "Environment", soap.DOM_NS_WIN_SHELL)
	variable(message, environment, "FLEETLOGOFF_SCRIPT", script)
	variable(message, environment, "FLEETLOGOFF_REQUEST", host.Request)
	message.CreateElement(shell, "IdleTimeOut", soap.DOM_NS_WIN_SHELL).SetContent("PT180.000S")
	message.CreateElement(shell, "InputStreams", soap.DOM_NS_WIN_SHELL).SetContent("stdin")
	message.CreateElement(shell, "OutputStreams", soap.DOM_NS_WIN_SHELL).SetContent("stdout stderr")
	response, err := transport.Post(client, message)
	if err != nil {
		return nil, err
	}
	id, err := winrm.ParseOpenShellResponse(response)
	if err != nil {
		return nil, err
	}
	return client.NewShell(id), nil
}

func variable(message *soap.SoapMessage, environment *dom.Element, name, value string) {
	element := message.CreateElement(environment, "Variable", soap.DOM_NS_WIN_SHELL)
	element.SetAttr("Name", name)
	var escaped bytes.Buffer
	// Into memory: it cannot fail.
	_ = xml.EscapeText(&escaped, []byte(value))
	element.SetContent(escaped.String())
}

func uuid() string {
	var id [16]byte
	// Never fails (crypto/rand).
	_, _ = rand.Read(id[:])
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%X-%X-%X-%X-%X", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
