package dates

// zones are names in minutes east of UTC. A name with several meanings has the
// one that is used most: the American ones are those of RFC 822, section 5.1.
var zones = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "uct": 0, "gmt": 0, "wet": 0,

	// North America. ET and its like are standard time: half of the year one
	// hour off.
	"nst": -210, "ndt": -150,
	"at": -240, "ast": -240, "adt": -180,
	"et": -300, "est": -300, "edt": -240,
	"ct": -360, "cst": -360, "cdt": -300,
	"mt": -420, "mst": -420, "mdt": -360,
	"pt": -480, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600,

	// South America.
	"art": -180, "brt": -180, "brst": -120, "uyt": -180, "clst": -180, "clt": -240,
	"bot": -240, "vet": -240, "cot": -300, "pet": -300,

	// Europe. BST is Britain's summer.
	"bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60,
	"cest": 120, "mest": 120, "mesz": 120, "eet": 120,
	"eest": 180, "msk": 180, "trt": 180, "msd": 240,

	// Africa.
	"wat": 60, "cat": 120, "sast": 120, "eat": 180,

	// Asia. IST is India.
	"irst": 210, "pkt": 300, "ist": 330, "npt": 345,
	"ict": 420, "wib": 420, "wita": 480, "sgt": 480, "myt": 480, "hkt": 480, "pht": 480,
	"wit": 540, "jst": 540, "kst": 540,

	// Australia, New Zealand.
	"awst": 480, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}
