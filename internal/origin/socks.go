package origin

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strconv"
)

// What SOCKS 5 says in numbers (RFC 1928; RFC 1929 for the login).
const (
	socksVersion     = 5
	socksNoLogin     = 0
	socksLogin       = 2
	socksNoneOfThese = 0xFF
	socksGranted     = 0
	socksUnreachable = 4
)

// serveSOCKS answers one CONNECT.
func (p *Proxy) serveSOCKS(conn net.Conn, r *bufio.Reader) {
	if p.greet(conn, r) != nil {
		return
	}
	host, err := socksTarget(r)
	if err != nil {
		return
	}
	p.note("SOCKS " + host)
	server, err := p.reach(host)
	if err != nil {
		conn.Write([]byte{socksVersion, socksUnreachable, 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	defer server.Close()
	conn.Write([]byte{socksVersion, socksGranted, 0, 1, 0, 0, 0, 0, 0, 0})
	relay(conn, r, server)
}

// greet agrees on the login (RFC 1928, section 3).
func (p *Proxy) greet(conn net.Conn, r *bufio.Reader) error {
	methods, err := socksText(r, 1)
	if err != nil {
		return err
	}
	if p.admits("", "") {
		_, err := conn.Write([]byte{socksVersion, socksNoLogin})
		return err
	}
	if len(methods) < 2 {
		conn.Write([]byte{socksVersion, socksNoneOfThese})
		return errors.New("no login is offered")
	}
	conn.Write([]byte{socksVersion, socksLogin})
	user, err := socksText(r, 1)
	if err != nil {
		return err
	}
	password, err := socksText(r, 0)
	if err != nil {
		return err
	}
	if !p.admits("Basic", "Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+password))) {
		conn.Write([]byte{1, 1})
		return errors.New("another user")
	}
	_, err = conn.Write([]byte{1, socksGranted})
	return err
}

// socksText skips some bytes and reads a text with its length before it.
func socksText(r *bufio.Reader, skip int) (string, error) {
	if _, err := r.Discard(skip); err != nil {
		return "", err
	}
	n, err := r.ReadByte()
	if err != nil {
		return "", err
	}
	text := make([]byte, n)
	_, err = io.ReadFull(r, text)
	return string(text), err
}

// socksTarget reads where to connect to (RFC 1928, section 4).
func socksTarget(r *bufio.Reader) (hostPort string, err error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(r, head); err != nil {
		return "", err
	}
	host := ""
	switch head[3] {
	case 3:
		host, err = socksText(r, 0)
	default:
		ip := make(net.IP, map[byte]int{1: net.IPv4len, 4: net.IPv6len}[head[3]])
		_, err = io.ReadFull(r, ip)
		host = ip.String()
	}
	if err != nil {
		return "", err
	}
	port := make([]byte, 2)
	_, err = io.ReadFull(r, port)
	return net.JoinHostPort(host, strconv.Itoa(int(binary.BigEndian.Uint16(port)))), err
}
