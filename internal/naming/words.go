package naming

import "strings"

// decisions are the spellings of words that people have settled. The rules take each of
// them for something else.
var decisions = decide(
	// Initialisms that no title spells, or that titles write in small letters: they
	// repeat the name ("isakmp"), or say what it does ("DHCPv6 Server").
	"AIX", "AOL", "ASAP", "ASIP", "AVT", "BOE", "BOOTP", "BOOTPC", "CDDBP", "CDP", "CIP", "CMTP", "CSV", "DCAP", "DECVMS",
	"DICOM", "EFS", "ENRP", "FCP", "GPSD", "GSIFTP", "HTTPX", "IAX", "ICA", "IPFIX", "ISAKMP", "ISIS", "IV", "JT", "KFTP",
	"L2F", "L2TP", "LLMNR", "M2AP", "M3AP", "MADCAP", "MBAP", "MIB", "MSFT", "MSMQ", "NFSRDMA", "NPMP", "NT", "OOB",
	"OPSEC", "OSPF", "OVSDB", "PCEP", "PMIP6", "POP3S", "PPTP", "RDS", "RPKI", "RTCM", "RTIP", "SGCP", "SNMPDTLS",
	"SNMPTLS", "SOCKS", "SVDRP", "TBRPF", "TN", "VACDSM", "W1AP", "WSDAPI", "WWW", "X500MS",
	// Compounds and mixed spellings, as their RFCs or their makers have them.
	"BACnet", "CoAPS", "CORBALoc", "HSRPv6", "IGMPv3Lite", "MBus", "MongoDB", "MSExch", "MySQLX", "NetRJS", "NetView",
	"NetWall", "OpenVMS", "PCoIP", "PJLink", "RadSec", "RIPng", "SNMPTrap", "SQLExec", "SQLServ", "SQLSrv", "SunRPC",
	"TCPMux", "WinRM", "WSMan", "WSMans",
	// The titles disagree with each other, or with their makers.
	"Flex",           // "FLEX LM" is the only title
	"IPsec",          // RFC 4301 §1.1 wants it so; titles have "IPSec" as often
	"NetBIOS",        // RFC 1001; titles shout "NETBIOS"
	"PCAnywhereData", // titles have the product's "pcANYWHEREdata"
	"PROFINET",       // the maker's spelling; titles prefer "PROFInet"
	"RoCE",           // RDMA over Converged Ethernet; the title has "RocE"
	"SPX",            // Novell's protocol; titles have Arcserve's "SPx" as well
	"Veritas",        // "VERITAS" 10 and "Veritas" 9 times
	"VoIP",           // "VOIP" twice, "VoIP" once
)

// goInitialisms are those of Go's convention for names
// (https://go.dev/wiki/CodeReviewComments#initialisms) and its linters.
var goInitialisms = setOf("acl", "amqp", "api", "ascii", "cpu", "css", "db", "dns", "eof", "guid", "html", "http",
	"https", "id", "ip", "json", "qps", "ram", "rpc", "rtp", "sip", "sla", "smtp", "sql", "ssh", "tcp", "tls", "ts",
	"ttl", "udp", "ui", "uid", "uri", "url", "uuid", "vm", "xml", "xmpp", "xsrf", "xss")

// plain are words and abbreviations of words, which are no initialisms though titles
// may have them in capitals, and though some have no vowel.
var plain = setOf("adm", "auth", "brk", "cfg", "chg", "ck", "clnt", "clt", "ctl", "dgm", "flags", "grp", "hlp", "hostname", "mgr",
	"mux", "poll", "rcv", "rtr", "snd", "srv", "ssn", "stat", "svr", "xfer")

func decide(spellings ...string) map[string]string {
	byWord := map[string]string{}
	for _, s := range spellings {
		byWord[strings.ToLower(s)] = s
	}
	return byWord
}

func setOf(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, word := range words {
		set[word] = true
	}
	return set
}
