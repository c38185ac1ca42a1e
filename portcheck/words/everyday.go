package words

// Everyday reports whether the name of a service is a word of English as well: in a text,
// it says nothing of the service unless it is written as a name.
func Everyday(name string) bool { return everyday[name] }

// everyday has, of the words by which services are known, those that are in the list
// american-english of SCOWL, as Debian's wamerican 2020.12.07 has it, but for those that
// name nothing else, such as telnet.
var everyday = SetOf(`
abacus about accord ace acme acoustics act active adapt admins ads affiliate airs alarm alchemy alias alpha amp
amt angular apex apple appliance approx apt arena aria array art artifact aspen asses assessor assistant assoc
asterisk attach attune audit aura avalanche avenue avian axis axon babel bamboo banyan barracuda barrier beacon
bears bedrock beyond bid biff bind blackboard blackjack blaze block blockade blocks blueberry board bolt
bone bones boomerang bosh brain broker buddy builder bundle burp bus busboy business cab caddy cal calico call
camp can canon canto cap capacity caps capture car carbon cart catalyst checkpoint chimera chip chipper
chocolate chrome cilium cinder cinema circle cis citadel classic clever close cloud coauthor cockpit cockroach
cogitate coherence collaborator collector comm commerce con conclave concurrent condor conductor conference
confluence confluent connect connected conspiracy consul contour converge cops copy copycat cosmos courier
criteria cruise cumulus cups curiosity cypress dab dashboard dawn daytime dds defense dell delta deluge delve
dendrite derby design designate desktop despot diagnose dialog diameter diameters digital disc discard disclose
display distinct doc docent domains domino doom dossier dot dots down dpi dragonfly drip drizzle easy elastic
electronics elm ember embrace empire ems encore encrypted entomb entrust envoy esp est etc eureka excerpt
excerpts exporter express fabric fake fence find finger firepower flamenco flannel flask flex flower fluent fly
font found funk galaxy gap garage gel genie ghost gist glance globe gopher graphics graphite grasp
gremlin grid griffin groove guacamole harp hart hassle hawk health heartbeat heat helix hello helper hems here
hes hid hip hitch hive home hub husky hybrid hydra hyper ice icon identify ignite ill image indigo influence
informer ingress inspect inspector install instrument insurance int integral intel interact intrepid intuitive
iris ironic item jabber jargon jetty jibe jute karma keystone kingfisher kink kiosk kopek lam landmarks lazy
liberty light lighthouse lightning lisp lockstep locus lotus lustre lxi madcap magenta magpie mailbox manage
managed mapper marionette masc master matrix matter max maxim med mercantile mercury meta meter metrics metro
mice midnight mike mil miles mini montage mos motion multiplex mumble mumps murmur muse must myrtle named near
nebula nest neutron news newton nexus nifty nip nitrogen nod nomad not notify nova nucleus nut nuts objective
octopus office optima opus oracle osmosis outlaws pace pacemaker pads paging palace parallel parcel park parsec
pas password patrol pay pebble perforce periscope persona personal personnel phoenix piccolo ping pip pipe pipes
pit places plethora polestar postman powwow precise prelude presence present press priority prism privilege pro
probe prodigy profile projection propel provision pulsar puma pump puppet push quake quasar quest radio radius
raid rails ramp rancher ranger rap ratio raven raw ray razor realm recipe red redwood registrar relief reload
replica reputation requester rest retrospect reversion rib rich rid rift rip rise robot rocket role router rule
sac sacred sage salient salt samba sane sanity saris savant scan schema scintilla scrabble sea sec selenium
semaphore semi send sent sentinel sentry seraph serf serving sharp shrewd shuttle sideshow sieve sift sigma
signal signaling signet silhouette sim sip sips sis six skinny skip sky slim slingshot slush smile snap snare
snip soap social socks solid solve sonar sops sos sound spark spartan spice spike spiral split spot squid star
starfish stars stat step steward stomp stomps stone storybook street studio stun stuns submission submissions
submit subversion suitcase sum sunshine surf swank swarm swift swim synapse systemics tag talon tams tapestry
tarp tech telecommute tell tempest tempo temporal tenfold tentacle theater theta tick tile timed timing
tip toad tomato tomcat tor trace track tracking tragic tram transact transmission transmit trap tributary
trident trim trinity trinket trip tripe trust trusted tsp tungsten tunneling turn turns unbind unbound undo
unified unify unite universe upgrade ups varnish vat vault vector veracity videotex viewer visa vision vista
volley vulture wag warehouse watchdog watershed wave weave weed whisker win wins wired wizard workflow worlds
wrangler yarn yawn zebra zen zephyr`)
