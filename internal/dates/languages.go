package dates

// A language has the names of months from January on, and of weekdays from
// Monday on, in their cases and abbreviations; between bars those of one month
// or day. Words are what may stand in a date and says nothing. Accents and the
// case of letters do not matter.
type language struct {
	name     string
	months   string
	weekdays string
	words    string
}

// languages are those that dates come in. Croatian is among them because its
// listopad is October, not November, and its srpanj is July.
var languages = []language{
	{
		name:     "English",
		months:   "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug|September Sept Sep|October Oct|November Nov|December Dec",
		weekdays: "Monday Mon|Tuesday Tues Tue|Wednesday Weds Wed|Thursday Thurs Thur Thu|Friday Fri|Saturday Sat|Sunday Sun",
		words:    "the of on at st nd rd th h hrs",
	},
	{
		name:     "German",
		months:   "Januar Jänner Jan Jän|Februar Feber Feb|März Maerz Mär Mrz|April Apr|Mai|Juni Jun|Juli Jul|August Aug|September Sept Sep|Oktober Okt|November Nov|Dezember Dez",
		weekdays: "Montag Mo|Dienstag Di|Mittwoch Mi|Donnerstag Do|Freitag Fr|Samstag Sonnabend Sa|Sonntag So",
		words:    "am den der um Uhr",
	},
	{
		name:     "French",
		months:   "janvier janv jan|février févr fév fevr|mars mar|avril avr|mai|juin jun|juillet juil juill|août|septembre sept sep|octobre oct|novembre nov|décembre déc",
		weekdays: "lundi lun|mardi mar|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim",
		words:    "le à er h",
	},
	{
		name:     "Spanish",
		months:   "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic",
		weekdays: "lunes lun|martes mar|miércoles mié mier|jueves jue|viernes vie|sábado sáb|domingo dom",
		words:    "el de del a la las h hs hrs horas o",
	},
	{
		name:     "Portuguese",
		months:   "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
		weekdays: "segunda seg|terça ter|quarta qua|quinta qui|sexta sex|sábado sáb|domingo dom",
		words:    "feira em de do da a à às as h hs horas o",
	},
	{
		name:     "Italian",
		months:   "gennaio genn gen|febbraio febbr feb|marzo mar|aprile apr|maggio mag magg|giugno giu|luglio lug|agosto ago|settembre sett set|ottobre ott|novembre nov|dicembre dic",
		weekdays: "lunedì lun|martedì mar|mercoledì mer|giovedì gio|venerdì ven|sabato sab|domenica dom",
		words:    "il del di alle a ore h o",
	},
	{
		name:     "Dutch",
		months:   "januari jan|februari febr feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept sep|oktober okt|november nov|december dec",
		weekdays: "maandag maa ma|dinsdag din di|woensdag woe wo|donderdag don do|vrijdag vri vr|zaterdag zat za|zondag zon zo",
		words:    "op de om uur u",
	},
	{
		name:     "Polish",
		months:   "styczeń stycznia sty|luty lutego lut|marzec marca mar|kwiecień kwietnia kwi|maj maja|czerwiec czerwca cze czerw|lipiec lipca lip|sierpień sierpnia sie sierp|wrzesień września wrz wrześ|październik października paź|listopad listopada lis list|grudzień grudnia gru",
		weekdays: "poniedziałek pon pn|wtorek wto wt|środa śro śr|czwartek czw cz|piątek pią pt|sobota sob so|niedziela niedz nie ndz nd",
		words:    "w o r roku dnia godz godzina",
	},
	{
		name:     "Russian",
		months:   "январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая|июнь июня июн|июль июля июл|август августа авг|сентябрь сентября сент сен|октябрь октября окт|ноябрь ноября нояб ноя|декабрь декабря дек",
		weekdays: "понедельник пнд пон пн|вторник втр вто вт|среда сре срд ср|четверг чет чтв чт|пятница пят птн пт|суббота суб сбт сб|воскресенье вос вск вс",
		words:    "в г год года го ч",
	},
	{
		// Its Friday has an apostrophe.
		name:     "Ukrainian",
		months:   "січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт кві|травень травня трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер|вересень вересня вер|жовтень жовтня жовт жов|листопад листопада лист лис|грудень грудня груд гру",
		weekdays: "понеділок пн|вівторок вт|середа ср|четвер чт|п ятниця пятниця пт|субота сб|неділя нд",
		words:    "о об р року рік",
	},
	{
		name:     "Turkish",
		months:   "Ocak Oca|Şubat Şub|Mart Mar|Nisan Nis|Mayıs May|Haziran Haz|Temmuz Tem|Ağustos Ağu|Eylül Eyl|Ekim Eki|Kasım Kas|Aralık Ara",
		weekdays: "Pazartesi Pzt Pts|Salı Sal|Çarşamba Çar Çrş|Perşembe Per Prş|Cuma Cum|Cumartesi Cmt Cts|Pazar Paz",
		words:    "saat günü",
	},
	{
		name:     "Czech",
		months:   "leden ledna led|únor února úno|březen března bře|duben dubna dub|květen května kvě|červen června čvn|červenec července čvc|srpen srpna srp|září zář|říjen října říj|listopad listopadu lis|prosinec prosince pro",
		weekdays: "pondělí pon po|úterý út|středa stř st|čtvrtek čtv čt|pátek pát pá|sobota sob so|neděle ned ne",
		words:    "v ve dne hod",
	},
	{
		name:     "Slovak",
		months:   "január januára jan|február februára feb|marec marca mar|apríl apríla apr|máj mája|jún júna|júl júla|august augusta aug|september septembra sep|október októbra okt|november novembra nov|december decembra dec",
		weekdays: "pondelok pon po|utorok uto ut|streda str st|štvrtok štv št|piatok pia pi|sobota sob so|nedeľa ned ne",
		words:    "o dňa hod",
	},
	{
		name:     "Croatian",
		months:   "siječanj siječnja sij|veljača veljače velj|ožujak ožujka ožu|travanj travnja tra|svibanj svibnja svi|lipanj lipnja lip|srpanj srpnja srp|kolovoz kolovoza kol|rujan rujna ruj|listopad listopada lis|studeni studenoga studenog stu|prosinac prosinca pro",
		weekdays: "ponedjeljak pon|utorak uto|srijeda sri|četvrtak čet|petak pet|subota sub|nedjelja ned",
		words:    "u sati h",
	},
	{
		name:     "Bulgarian",
		months:   "януари ян|февруари фев|март|април апр|май|юни|юли|август авг|септември сеп септ|октомври окт|ноември ное ноем|декември дек",
		weekdays: "понеделник пн|вторник вт|сряда ср|четвъртък чт|петък пт|събота сб|неделя нд",
		words:    "в г ч",
	},
	{
		name:     "Swedish",
		months:   "januari jan|februari febr feb|mars mar|april apr|maj|juni jun|juli jul|augusti aug|september sept sep|oktober okt|november nov|december dec",
		weekdays: "måndag mån|tisdag tis|onsdag ons|torsdag tors tor|fredag fre|lördag lör|söndag sön",
		words:    "den kl klockan",
	},
	{
		name:     "Danish",
		months:   "januar jan|februar febr feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|december dec",
		weekdays: "mandag man|tirsdag tirs tir|onsdag ons|torsdag tors tor|fredag fre|lørdag lør|søndag søn",
		words:    "den d kl klokken",
	},
	{
		name:     "Norwegian",
		months:   "januar jan|februar febr feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|desember des",
		weekdays: "mandag man|tirsdag tirs tir|onsdag ons|torsdag tors tor|fredag fre|lørdag laurdag lør lau|søndag søn",
		words:    "den kl klokka klokken",
	},
	{
		name:     "Finnish",
		months:   "tammikuu tammikuuta tammi|helmikuu helmikuuta helmi|maaliskuu maaliskuuta maalis|huhtikuu huhtikuuta huhti|toukokuu toukokuuta touko|kesäkuu kesäkuuta kesä|heinäkuu heinäkuuta heinä|elokuu elokuuta elo|syyskuu syyskuuta syys|lokakuu lokakuuta loka|marraskuu marraskuuta marras|joulukuu joulukuuta joulu",
		weekdays: "maanantai maanantaina ma|tiistai tiistaina ti|keskiviikko keskiviikkona ke|torstai torstaina to|perjantai perjantaina pe|lauantai lauantaina la|sunnuntai sunnuntaina su",
		words:    "klo kello",
	},
	{
		name:     "Hungarian",
		months:   "január jan|február febr feb|március márc már|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|október okt|november nov|december dec",
		weekdays: "hétfő|kedd|szerda sze|csütörtök csüt|péntek pén|szombat szo|vasárnap vas",
		words:    "h k cs p v óra án én i",
	},
	{
		name:     "Romanian",
		months:   "ianuarie ian|februarie febr feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie sept sep|octombrie oct|noiembrie noi nov|decembrie dec",
		weekdays: "luni lun|marți mar|miercuri mie|joi|vineri vin|sâmbătă sâm|duminică dum",
		words:    "la ora de",
	},
	{
		name:     "Catalan",
		months:   "gener gen|febrer febr|març|abril abr|maig|juny|juliol jul|agost ag|setembre set|octubre oct|novembre nov|desembre des",
		weekdays: "dilluns dl|dimarts dt|dimecres dc|dijous dj|divendres dv|dissabte ds|diumenge dg",
		words:    "de d del a les h",
	},
	{
		name:     "Greek",
		months:   "Ιανουάριος Ιανουαρίου Ιαν|Φεβρουάριος Φεβρουαρίου Φεβ Φεβρ|Μάρτιος Μαρτίου Μαρ Μάρτ|Απρίλιος Απριλίου Απρ|Μάιος Μαΐου Μαι|Ιούνιος Ιουνίου Ιουν|Ιούλιος Ιουλίου Ιουλ|Αύγουστος Αυγούστου Αυγ|Σεπτέμβριος Σεπτεμβρίου Σεπ Σεπτ|Οκτώβριος Οκτωβρίου Οκτ|Νοέμβριος Νοεμβρίου Νοε Νοεμ|Δεκέμβριος Δεκεμβρίου Δεκ",
		weekdays: "Δευτέρα Δευ|Τρίτη Τρι|Τετάρτη Τετ|Πέμπτη Πεμ|Παρασκευή Παρ|Σάββατο Σαβ|Κυριακή Κυρ",
		words:    "στις του της ώρα",
	},
	{
		name:     "Indonesian",
		months:   "Januari Jan|Februari Feb Peb Pebruari|Maret Mar|April Apr|Mei|Juni Jun|Juli Jul|Agustus Agu Agt Ags|September Sept Sep|Oktober Okt|November Nov Nopember Nop|Desember Des",
		weekdays: "Senin Sen|Selasa Sel|Rabu Rab|Kamis Kam|Jumat Jum|Sabtu Sab|Minggu Min Ahad",
		words:    "at pukul jam tanggal",
	},
	{
		// Its months are numbers: see monthInFigures.
		name:     "Vietnamese",
		weekdays: "hai|ba|tư|năm|sáu|bảy|nhật CN",
		words:    "thứ chủ năm ngày lúc giờ",
	},
	{
		name:     "Arabic",
		months:   "يناير جانفي|فبراير فيفري شباط|مارس آذار|أبريل أفريل إبريل نيسان|مايو ماي أيار|يونيو جوان يونيه حزيران|يوليو جويلية يوليه يوليوز تموز|أغسطس أوت غشت آب|سبتمبر شتنبر أيلول|أكتوبر|نوفمبر نونبر|ديسمبر دجنبر",
		weekdays: "الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
		words:    "في يوم الساعة",
	},
	{
		name:     "Hebrew",
		months:   "ינואר בינואר ינו בינו|פברואר בפברואר פבר בפבר|מרץ במרץ|אפריל באפריל אפר באפר|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט באוגוסט אוג באוג|ספטמבר בספטמבר ספט בספט|אוקטובר באוקטובר אוק באוק|נובמבר בנובמבר נוב בנוב|דצמבר בדצמבר דצמ בדצמ",
		weekdays: "שני ב|שלישי ג|רביעי ד|חמישי ה|שישי ו|שבת ש|ראשון א",
		words:    "יום בשעה שעה",
	},
	{
		name:     "Hindi",
		months:   "जनवरी जन|फ़रवरी फ़र|मार्च|अप्रैल|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सितम्बर सित|अक्टूबर अक्तूबर अक्टू|नवंबर नवम्बर नव|दिसंबर दिसम्बर दिस",
		weekdays: "सोमवार सोम|मंगलवार मंगल|बुधवार बुध|गुरुवार गुरु|शुक्रवार शुक्र|शनिवार शनि|रविवार रवि",
		words:    "को पर बजे",
	},
	{
		// Their months are numbers, and units follow them: see loneNumber.
		name:     "Chinese, Japanese, Korean",
		weekdays: "一 월요일|二 火 화요일|三 水 수요일|四 木 목요일|五 金 금요일|六 土 토요일|天 일요일",
		words:    "星 期 礼 禮 拜 周 週 曜 日 月",
	},
}

// beforeTime are words behind which a number can be nothing but a time of day.
var beforeTime = map[string]bool{
	"at": true, "um": true, "om": true, "kl": true, "klo": true, "ore": true, "alle": true, "ora": true, "la": true,
	"pukul": true, "jam": true, "saat": true, "godz": true, "a": true, "as": true, "las": true, "u": true, "ve": true, "o": true, "v": true, "в": true, "о": true,
}

// unit is what a number counts, as the word behind it says.
type unit uint8

const (
	ofYear unit = iota + 1
	ofMonth
	ofDay
	ofHour
	ofMinute
	ofSecond
)

// units are the words, as tables have them.
var units = map[string]unit{
	"年": ofYear, "月": ofMonth, "日": ofDay, "号": ofDay, "號": ofDay,
	folded("년"): ofYear, folded("월"): ofMonth, folded("일"): ofDay,
	"時": ofHour, "时": ofHour, "点": ofHour, "點": ofHour, folded("시"): ofHour,
	"分": ofMinute, folded("분"): ofMinute,
	"秒": ofSecond, folded("초"): ofSecond,
	"h": ofHour, "hs": ofHour, "hrs": ofHour, "uhr": ofHour, "uur": ofHour, "u": ofHour, "ч": ofHour, "gio": ofHour,
	"m": ofMinute, "min": ofMinute, "мин": ofMinute, "phut": ofMinute,
	"s": ofSecond, "sec": ofSecond,
}
