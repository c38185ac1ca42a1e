package words

// Everyday reports whether the name of a service is a word of English as well: in a text,
// it says nothing of the service unless it is written as a name.
func Everyday(name string) bool { return everyday[name] }

// everyday has, of the words by which services are known, those that are in the list
// american-english of SCOWL, as Debian's wamerican 2020.12.07 has it, but for those that
// name nothing else, such as telnet.
var everyday = SetOf(`
abacus about accord ace acme acoustics act active actual adapt admins ads affiliate airs alarm alchemy alias
alloy alpha amp amt angular apex apple appliance approx apt arena aria array art artifact aspen asses assessor
assistant assoc asterisk atlas attach attune audit aura auto avalanche avenue avian axis axon babel bamboo
banyan barracuda barrier beacon bears beats bedrock beef beyond bid biff bind blackboard blackjack blaze block
blockade blocks bloodhound blueberry board bolt bone bones bookkeeper boomerang bore bosh boundary brain broker
buddy builder bundle burp bus busboy business cab caddy cadence cal calico call camp can canon canto cap
capacity caps capture car carbon cart catalyst checkpoint chimera chip chipper chisel chocolate chrome cilium
cinder cinema circle cis citadel classic clever close cloud coauthor cockpit cockroach cogitate coherence
collaborator collector comm commerce con conclave concourse concurrent condor conductor conference confluence
confluent connect connected conspiracy consul contour converge convex cops copy copycat cortex cosmos courier
crate criteria cruise cube cumulus cups curiosity cypress dab dashboard dawn daytime dds defense dell delta
deluge delve dendrite derby design designate desktop despot diagnose dialog diameter diameters digital disc
discard disclose display distinct doc docent dolt domains domino doom dossier dot dots down dpi dragonfly drip
drizzle druid easy elastic electronics elm ember embrace empire ems encore encrypted entomb entrust envoy es esp
est etc eureka excerpt excerpts exporter express fabric fake fence find finger fins firepower flamenco flannel
flask fleet flex flower fluent fly font foreman found frigate funk galaxy gap garage garnet gel genie geode
ghost gist glance glances globe gopher graphics graphite grasp gremlin grid griffin groove guacamole harp hart
hassle havoc hawk health heartbeat heat helix hello helper hems here hes hid hip hitch hive home hub husky
hybrid hydra hyper ice icon identify ignite ill image impala indigo infinity influence informer ingress inspect
inspector install instrument insurance int integral intel interact intrepid intuitive iris ironic item jabber
jargon jetty jibe jute karma keystone kingfisher kink kiosk kismet kopek label lam landmarks lazy liberty light
lighthouse lightning lisp llama lobe lockstep locus locust lodestar lotus lustre lxi madcap magenta magnum
magpie mailbox manage managed mapper marionette masc master materialize matrix matter max maxim med memos
mercantile mercury meta meter metrics metro mice midnight mike mil miles mini montage mos motion mountebank
multiplex mumble mumps murmur muse must myrtle named near nebula nest neutron news newton nexus nifty nimbus nip
nitrogen nod nomad not notify nova nucleus nut nuts objective octopus office optima opus oracle osmosis outlaws
ozone pace pacemaker pads paging palace pan parallel parcel park parse parsec pas password patrol pay pd pebble
perforce periscope persona personal personnel pg phoenix piccolo ping pip pipe pipes pit placement places
plethora polestar pop postman powwow precise prefect prelude presence present press presto priority prism
privilege pro probe prodigy profile projection propel provision pulsar puma pump puppet push quake quasar quest
radio radius raid rails ramp rancher ranger rap ratio raven raw ray razor realm recipe red redwood registrar
relief reload replica reputation requester resp rest retrospect reversion rib rich rid rift rip rise robot
rocket role routed router rule sac sacred sage sails salient salt samba sane sanity sap saris savant scan schema
scintilla scrabble scrutiny sea sec selenium semaphore semi send sent sentinel sentry seraph serf serving sharp
shiny shrewd shuttle sideshow sieve sift sigma signal signaling signet silhouette sim sip sips sis six skinny
skip sky slim slingshot slush smile snap snare snip soap social socks soft solid solve sonar sonic sops sos
sound spanner spark spartan spice spike spiral spire split spot spring squid star starfish stars stat steam step
steward stomp stomps stone storm storybook street stripe studio stun stuns submission submissions submit
subversion suitcase sum sunshine surf swank swarm swift swim synapse synergy systemics tag talon tams tapestry
tarp tech telecommute tell tempest tempo temporal tenfold tentacle terraria theater theta tick tile timed timing
tip toad tomato tomcat tor trace track tracking tragic tram transact transmission transmit trap tributary
trident trim trinity trinket trip tripe tron trust trusted tsp tungsten tunneling turn turns unbind unbound undo
unicorn unified unify unite universe unleash upgrade ups varnish vat vault vector veracity videotex viewer visa
vision vista volley vulture wag wails warehouse watchdog watershed wave weave weed whisker win wins wired wizard
woodpecker workflow worlds wrangler yarn yawn zebra zen zephyr zeppelin`)
