// Logs a user off the hosts of a job with masterzen/winrm, a goroutine per host in flight.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

type host struct {
	Name    string
	Address string
	Port    int
	Request string
}

type job struct {
	Auth         string
	Concurrency  int
	Username     string
	PasswordFile string
	Program      string
	Arguments    []string
	Script       string
	Hosts        []host

	password string
}

func main() {
	if err := work(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func work(file string) error {
	job, err := read(file)
	if err != nil {
		return err
	}
	failed := make(map[string]string)
	var mutex sync.Mutex
	var all sync.WaitGroup
	hosts := make(chan host)
	all.Add(job.Concurrency)
	for i := 0; i < job.Concurrency; i++ {
		go func() {
			defer all.Done()
			for host := range hosts {
				if err := attempt(job, host); err != nil {
					mutex.Lock()
					failed[host.Name] = err.Error()
					mutex.Unlock()
				}
			}
		}()
	}
	for _, host := range job.Hosts {
		hosts <- host
	}
	close(hosts)
	all.Wait()
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"failed": failed})
}

func read(file string) (*job, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	job := &job{}
	if err := json.Unmarshal(text, job); err != nil {
		return nil, err
	}
	password, err := os.ReadFile(job.PasswordFile)
	if err != nil {
		return nil, err
	}
	job.password = string(password)
	return job, nil
}

func attempt(job *job, host host) error {
	output, exitCode, err := run(job, host)
	if err != nil {
		return err
	}
	return check(output, exitCode)
}
