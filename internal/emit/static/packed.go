package static

// A service row has 12 bytes: the name's entry (4), the first and the last port
// (2 each), the transport (1) and the index of its details (3). A details row
// has 27: the indices of the description, the reference, the alias, the
// unauthorized use, the dates, the constant and the owner in the texts.
const (
	serviceSize   = 12
	detailsFields = 9 // of 3 bytes
)

func firstPort(i int) Port { return Port(uint16At(services, i*serviceSize/2+2)) }

func nameOf(i int) string {
	return entryName(entryAt(services, i*serviceSize/entrySize))
}

func serviceAt(i int) Service {
	details := uint24At(services, i*serviceSize/3+3) * detailsFields
	return Service{
		Name:            nameOf(i),
		First:           firstPort(i),
		Last:            Port(uint16At(services, i*serviceSize/2+3)),
		Transport:       Transport(services[i*serviceSize+8]),
		Description:     textAt(uint24At(serviceDetails, details)),
		Reference:       textAt(uint24At(serviceDetails, details+1)),
		Alias:           textAt(uint24At(serviceDetails, details+2)),
		UnauthorizedUse: textAt(uint24At(serviceDetails, details+3)),
		Registered:      textAt(uint24At(serviceDetails, details+4)),
		Modified:        textAt(uint24At(serviceDetails, details+5)),
		Withdrawn:       textAt(uint24At(serviceDetails, details+6)),
		Constant:        textAt(uint24At(serviceDetails, details+7)),
		Owner:           textAt(uint24At(serviceDetails, details+8)),
	}
}

// textAt returns a text. Each ends in a line break, which is not part of it.
func textAt(i int) string {
	return texts[uint24At(textOffsets, i) : uint24At(textOffsets, i+1)-1]
}

// sortedByName says that serviceByName gives the services by name.
const sortedByName = true

func serviceByName(i int) int { return uint24At(servicesByName, i) }

// firstNamed returns where the services of a name start, or would start.
func firstNamed(service string) int {
	from, to := 0, serviceCount
	for from < to {
		middle := int(uint(from+to) / 2)
		if compareFold(nameOf(serviceByName(middle)), service) < 0 {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}
