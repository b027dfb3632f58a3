package decode

// language is what a judgement knows of one: its letters that are not ASCII,
// or its characters, the most frequent first; for those in Latin letters all
// letters in that order.
type language struct {
	script  script
	letters string
}

// script says how many letters a language chooses from, and so how much each
// of them tells.
type script int

const (
	latin script = iota
	alphabet
	ideographs
)

var languages = map[string]language{
	"en": {latin, "etaoinshrdlcumwfgypbvkjxqzéñöüïçáèíóêâäôà"},
	"fr": {latin, "esaitnrulodcpmévqfbghjàxèêyçzôùâûîœïëkwüæÿ"},
	"de": {latin, "enisratdhulcgmobwfkzüväpößjyxqéàèê"},
	"es": {latin, "eaosrnidltucmpbgvyqóíhfzjéáñxúükwçàè"},
	"pt": {latin, "aeosridnmutclpvgqbfzãçáéíhjõóxêúâàôkwyü"},
	"it": {latin, "eaionlrtscdupmvghfbqzèàòùìéjkwxyíîó"},
	"nl": {latin, "enatirodslghvkmubpwjzcfxyëéqïèöüêç"},
	"sv": {latin, "eantrsildomkgvähfupåöbcyjxwzéqüà"},
	"da": {latin, "enrdtsialogkmvfhupbøåyæjcxwzéqóòôüöä"},
	"fi": {latin, "aintesloukämvrjhypdögbfcwåzxqéšž"},
	"is": {latin, "arniestulðgmkfvhoáíþöydóébpæújýxcwzq"},
	"ca": {latin, "eaisrlntodumcpbvgfqhàóéxyjèíúïçòükwz·"},

	"pl": {latin, "aioeznrwsctykdpmujlłbęgąhżóśćfńźvqxéöüáč"},
	"cs": {latin, "oentavsilkrdpímucháyzějbéřčžýšůgfúňxťódwqöü"},
	"sk": {latin, "aoeinvtsrlkmdpuhábcyjzíčéžťýšúľôgóňäďfxŕĺwq"},
	"hu": {latin, "etalnskomrzgiáéydvbhjöóőfcpíuüúűwxqä"},
	"ro": {latin, "eiarntulcsodpmăvşţșțîâfbgzhjxkwyqéö"},
	"hr": {latin, "aioenjrtsvudklmpgzbčšžhćcđfxwqyéöü"},
	"sq": {latin, "etirnashjoudkpmlëvqbgzfycxçw"},
	"tr": {latin, "aeinrlkdımyutsboüşzgçhğvcöpfjâîwqxûéä"},
	"lt": {latin, "iaseturnokmlpdvgjėbyžšūčąųįęzfchwqx"},
	"lv": {latin, "aiestrnukmodlpāvījzēgbcšūņļžģķčfhwqx"},
	"vi": {latin, "nhticgamoulđrvàbpksydáạơưộếôấâệêịủảốợờớểậầồềìíúòóãăắặởừứửữựẽẻẹéèọỏõổỗụùũỉĩỳýỷỹỵằẳẵẩẫễỡxqezwfj"},
	"et": {latin, "aeisltunkdomrgvjpähüõböfšžczwyqx"},

	"ru": {alphabet, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},
	"uk": {alphabet, "оанивіетрслкудмпзябгьючхцйжєшїфщґ"},
	"be": {alphabet, "аныіеорсктлвдмупязьбгчшўцйжхэёюф"},
	"bg": {alphabet, "аоиетнрсвлкдпмзуягъчбцжщхйюшфь"},
	"sr": {alphabet, "аоиенрсјтувдкмлпзгбчшцћжљњхђфџ"},
	"mk": {alphabet, "аоиетнрсвклдпумјзгбчцшжќѓљњхфџѕ"},
	"el": {alphabet, "αοιετσνηυρπκμλςγδίόάέωχθφβξήζύώψϊϋΐΰ"},
	"he": {alphabet, "יוהלארמתבשנכדחםפקעגטסצןזךףץ"},
	"ar": {alphabet, "اليمنترودبةعسفكقحجهأشطصىخضذزئثغءظإآؤ،؟ًُِّ"},
	"fa": {alphabet, "ايرندهمتوبسشلکكگزفقعخجحپصطچیضآذثظژغئأء،؟\u200c"},
	"th": {alphabet, "านรกอเงม่ยลวดทสต้ะัปบิคหีแจพชข์ใืุโูไถณผธึ็ฐศซภำฎญฒฉฟฝฬฮฤฑฏฌๆฆฯ"},

	"zh": {ideographs, "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
		"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力" +
		"它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己" +
		"制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题" +
		"活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治" +
		"展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共" +
		"确传师观清今切院让识候带导争运网络京股版播视频闻游戏博客评图片源码软技"},
	"zh-TW": {ideographs, "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡" +
		"用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力" +
		"它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己" +
		"制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題" +
		"活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治" +
		"展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共" +
		"確傳師觀清今切院讓識候帶導爭運網路台灣股版播視頻聞遊戲部落格評圖片源碼軟颱縣市"},
	"ja": {ideographs, "のいにるしたはとてをがでなかっれらもすりンさこあスくーまルトんリライクアきドよつシけそレジめフタロえじわテみせ" +
		"グどコちだマップうカおデュサバムィパニメミびブばオウェキエろやねナゴほダハョぶチづケソビむモャヒずべピセペノゲ" +
		"日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西" +
		"電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作" +
		"用度強公持野以思家世多正安院心界教文元重近考画海売知集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転" +
		"研足究楽起着店病質待試族銀早映親験英仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏駅旅服夕借" +
		"載号全部編記更成表最定所民連対政市県選勝戦投結果報情公式販製版機能関連性化経済"},
	"ko": {ideographs, "이다는에의을가고하한지은를로서사기도인자아리그나시어대해정일전있부수과제들원스라장상보으년여주만성구국트공동안신경게오" +
		"면연유화관조세진중비소선적회우것무개발문미모방생실위역용재개반분말내행계명학물업현단당통했었않없며월직등민영지각금" +
		"북러받후간감강입차표결권등치할음야란드계바포외교체터프산크요식양외마설활데타심격불목남까품출히된린드임투조출회때새" +
		"거려약니습속될법석절최초추총축클키파판편평피필함항향호환황효희함께열론료률른류르를매너네노느늘능더던두따또"},
}

// spoken are the encodings that documents without a true declaration are in,
// and what is written in each: UTF-8 may hold any. handicap is a surprise that
// each begins with, so that a character or two prove nothing; of two encodings
// that read a document equally well the first is taken.
var spoken = []struct {
	name      string
	handicap  int
	languages string
}{
	{utf8Name, 200, ""},
	{"windows-1252", 0, western},
	{"gbk", 600, "zh ja"},
	{"windows-1251", 800, cyrillic},
	{"shift_jis", 600, "ja"},
	{"euc-kr", 600, "ko"},
	{"big5", 600, "zh-TW"},
	{"euc-jp", 700, "ja"},
	{"windows-1250", 400, central},
	{"windows-1254", 400, "tr"},
	{"windows-1253", 800, "el"},
	{"windows-1255", 800, "he"},
	{"windows-1256", 800, "ar fa"},
	{"windows-874", 800, "th"},
	{"koi8-r", 900, "ru bg"},
	{"koi8-u", 1000, "uk be"},
	{"iso-8859-2", 400, central},
	{"windows-1257", 500, "lt lv et"},
	{"windows-1258", 700, "vi"},
	{"iso-8859-15", 700, western},
	{"iso-8859-7", 900, "el"},
	{"iso-8859-5", 900, cyrillic},
	{"ibm866", 1000, cyrillic},
	{"iso-8859-6", 900, "ar"},
	{"x-mac-cyrillic", 1100, cyrillic},
	{"macintosh", 800, western},
}

const (
	western  = "en fr de es pt it nl sv da fi is ca sq"
	central  = "pl cs sk hu ro hr sq de"
	cyrillic = "ru uk be bg sr mk"
)
