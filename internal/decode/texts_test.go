package decode_test

// texts are titles as feeds have them, ten a language, and the encodings that
// feeds in it were written in before UTF-8.
var texts = []struct {
	language, encodings string
	titles              []string
}{
	{"Chinese", "gbk gb18030", []string{
		"国务院部署进一步扩大内需", "北京今天迎来入冬以来最大降雪", "专家解读：房价为什么还在上涨", "新手机发布，电池容量增加一倍", "中国队在决赛中战胜对手获得冠军",
		"如何学习一门新的编程语言", "我的旅行日记：从成都到拉萨", "上海地铁明年将开通三条新线路", "研究发现喝茶有助于身体健康", "银行宣布下调存款利率",
	}},
	{"Chinese, traditional", "big5", []string{
		"颱風逼近台灣，各地準備應變", "立法院三讀通過新的預算案", "台北捷運明年將開通新路線", "專家：房價短期內不會下跌", "中華隊在決賽中擊敗對手獲得冠軍",
		"如何學習一種新的程式語言", "我的旅行日記：從高雄到花蓮", "研究發現喝茶對身體有幫助", "銀行宣布調降存款利率", "新手機上市，電池容量增加一倍",
	}},
	{"Japanese", "shift_jis euc-jp", []string{
		"新しいカメラを発売しました", "東京で今年初めての雪が降る", "日本代表、決勝でブラジルに勝利", "プログラミング言語の選び方", "京都の紅葉が見ごろを迎えています",
		"地震の被害状況について", "来年度の予算案が成立", "スマートフォンの売り上げが減少", "おいしいラーメンの作り方", "サーバーのメンテナンスのお知らせ",
	}},
	{"Korean", "euc-kr", []string{
		"정부, 새로운 경제 정책 발표", "서울에 올해 첫눈이 내렸다", "한국 대표팀 결승전에서 승리", "새로운 프로그래밍 언어를 배우는 방법", "부산에서 국제 영화제 열려",
		"내년 예산안 국회 통과", "스마트폰 판매량 크게 감소", "전문가들은 집값이 더 오를 것으로 전망", "제주도 여행 이야기", "은행 금리 인하 결정",
	}},
	{"Russian", "windows-1251 koi8-r iso-8859-5 ibm866", []string{
		"Правительство обсудит новый бюджет", "В Москве выпал первый снег", "Сборная России победила в финале", "Как выучить новый язык программирования", "Учёные объяснили причину землетрясения",
		"Центральный банк снизил ключевую ставку", "Обновление сервера: что нужно знать", "Путешествие по Байкалу зимой", "Новости кино: лучшие фильмы года", "Почему дорожают продукты",
	}},
	{"Ukrainian", "windows-1251 koi8-u", []string{
		"Київ готується до зими: що зміниться для мешканців", "Верховна Рада ухвалила новий закон", "Українська збірна перемогла у фіналі", "Як вивчити нову мову програмування", "У Львові відкрили міжнародний фестиваль",
		"Національний банк знизив облікову ставку", "Чому дорожчають продукти", "Подорож Карпатами взимку", "Вчені пояснили причину землетрусу", "Найкращі фільми цього року",
	}},
	{"Greek", "windows-1253 iso-8859-7", []string{
		"Η κυβέρνηση ανακοίνωσε νέα μέτρα για την οικονομία", "Χιόνια στα βόρεια της χώρας", "Νίκη της εθνικής ομάδας στον τελικό", "Πώς να μάθετε μια νέα γλώσσα προγραμματισμού", "Σεισμός στην Κρήτη χωρίς ζημιές",
		"Μειώνονται τα επιτόκια των τραπεζών", "Ταξίδι στα νησιά του Αιγαίου", "Γιατί αυξάνονται οι τιμές των τροφίμων", "Οι καλύτερες ταινίες της χρονιάς", "Νέο κινητό με μεγαλύτερη μπαταρία",
	}},
	{"Hebrew", "windows-1255 iso-8859-8-i", []string{
		"הממשלה אישרה את התקציב החדש", "שלג ראשון ירד בירושלים", "הנבחרת ניצחה בגמר האליפות", "איך ללמוד שפת תכנות חדשה", "מדוע עולים מחירי המזון",
		"בנק ישראל הוריד את הריבית", "טיול לצפון בסוף השבוע", "חוקרים מצאו קשר בין תה לבריאות", "הסרטים הטובים של השנה", "טלפון חדש עם סוללה גדולה יותר",
	}},
	{"Arabic", "windows-1256 iso-8859-6", []string{
		"الحكومة تعلن عن خطة اقتصادية جديدة", "سقوط أول ثلوج هذا العام في بيروت", "المنتخب الوطني يفوز في المباراة النهائية", "كيف تتعلم لغة برمجة جديدة", "لماذا ترتفع أسعار الغذاء",
		"البنك المركزي يخفض سعر الفائدة", "رحلة إلى جنوب المغرب", "علماء يكتشفون كوكبا جديدا", "أفضل أفلام السنة", "هاتف جديد ببطارية أكبر",
	}},
	{"Turkish", "windows-1254 iso-8859-9", []string{
		"Hükümet yeni bütçeyi açıkladı", "İstanbul'da ilk kar yağışı başladı", "Milli takım finalde kazandı, şampiyon oldu", "Yeni bir programlama dili nasıl öğrenilir", "Gıda fiyatları neden yükseliyor?",
		"Merkez Bankası faiz oranını düşürdü", "Karadeniz'de kış gezisi", "Bilim insanları yeni bir gezegen keşfetti", "Yılın en güzel filmleri", "Öğrencilere ücretsiz ulaşım müjdesi",
	}},
	{"Polish", "windows-1250 iso-8859-2", []string{
		"Rząd przyjął nowy budżet na przyszły rok", "W Warszawie spadł pierwszy śnieg", "Reprezentacja Polski wygrała w finale", "Jak nauczyć się nowego języka programowania", "Dlaczego żywność drożeje",
		"Bank centralny obniżył stopy procentowe", "Zimowa podróż przez Bieszczady", "Naukowcy odkryli nową planetę", "Najlepsze filmy roku według widzów", "Źródła: będą zmiany w służbie zdrowia",
	}},
	{"Czech", "windows-1250 iso-8859-2", []string{
		"Vláda schválila rozpočet na příští rok", "V Praze napadl první sníh", "Česká reprezentace vyhrála ve finále", "Jak se naučit nový programovací jazyk", "Proč zdražují potraviny",
		"Centrální banka snížila úrokové sazby", "Zimní cesta přes Šumavu", "Vědci objevili novou planetu", "Nejlepší filmy roku podle diváků", "Žáci dostanou vysvědčení už ve čtvrtek",
	}},
	{"Hungarian", "windows-1250 iso-8859-2", []string{
		"A kormány elfogadta a jövő évi költségvetést", "Leesett az első hó Budapesten", "Győzött a válogatott a döntőben", "Hogyan tanuljunk új programozási nyelvet", "Miért drágulnak az élelmiszerek",
		"Csökkentette az alapkamatot a jegybank", "Téli túra a Bükkben", "Új bolygót fedeztek fel a tudósok", "Az év legjobb filmjei a nézők szerint", "Ősztől új menetrend lép életbe",
	}},
	{"German", "windows-1252 iso-8859-15 macintosh", []string{
		"Über die Brücke führt künftig nur ein Weg für Fußgänger", "Erster Schnee in München gefallen", "Nationalmannschaft gewinnt das Endspiel in Köln", "Wie man eine neue Programmiersprache lernt – und übt", "Warum Lebensmittel teurer werden: die Gründe",
		"Notenbank senkt überraschend die Zinsen", "Eine Reise durch die winterlichen Wälder", "Forscher entdecken möglichen neuen Planeten", "Die schönsten Filme des Jahres", "Schüler erhalten ermäßigte Fahrkarten",
	}},
	{"French", "windows-1252 iso-8859-15 macintosh", []string{
		"L’été dernier, la forêt a brûlé près du château", "Première neige à Paris cette année", "L'équipe nationale a gagné la finale", "Comment apprendre un nouveau langage à la maison", "Pourquoi les prix augmentent-ils déjà ?",
		"La banque centrale baisse ses taux d’intérêt", "Voyage à travers les forêts d'hiver", "Des chercheurs ont découvert une planète", "Les meilleurs films de l'année où tout a changé", "Les élèves reçoivent leurs résultats",
	}},
	{"Spanish", "windows-1252 iso-8859-15", []string{
		"El gobierno anunció nuevas medidas económicas", "La primera nevada del año llegó a Ávila", "La selección española ganó la final", "¿Cómo aprender un nuevo lenguaje de programación?", "Por qué suben los precios: la explicación",
		"El banco central bajará los tipos de interés este año", "Un viaje por los montes de León", "Científicos descubren un pequeño planeta", "Las mejores películas del año", "Los niños vuelven mañana al colegio",
	}},
	{"Thai", "windows-874", []string{
		"รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือประชาชน", "อากาศหนาวที่สุดในรอบปีที่เชียงใหม่", "ทีมชาติไทยชนะในรอบชิงชนะเลิศ", "วิธีเรียนภาษาโปรแกรมใหม่", "ทำไมราคาอาหารแพงขึ้น",
		"ธนาคารกลางลดอัตราดอกเบี้ย", "เที่ยวทะเลภาคใต้ช่วงวันหยุด", "นักวิทยาศาสตร์ค้นพบดาวเคราะห์ดวงใหม่", "ภาพยนตร์ที่ดีที่สุดของปีนี้", "โทรศัพท์รุ่นใหม่แบตเตอรี่ใหญ่ขึ้น",
	}},
	{"Lithuanian", "windows-1257", []string{
		"Vyriausybė patvirtino kitų metų biudžetą", "Vilniuje iškrito pirmasis sniegas", "Rinktinė laimėjo čempionato finalą", "Kaip išmokti naują programavimo kalbą", "Kodėl brangsta maisto produktai šią žiemą",
		"Centrinis bankas sumažino palūkanas", "Žiemos kelionė į Žemaitiją", "Mokslininkai atrado naują planetą", "Geriausi metų filmai pagal žiūrovus", "Mokiniams – nemokamas viešasis transportas",
	}},
	{"Croatian", "windows-1250", []string{
		"Vlada je prihvatila proračun za sljedeću godinu", "U Zagrebu je pao prvi snijeg, očekuje se još", "Reprezentacija je pobijedila u završnici", "Kako naučiti novi programski jezik", "Zašto poskupljuje hrana: što kažu stručnjaci",
		"Središnja banka snizila je kamate", "Zimsko putovanje kroz Gorski kotar i šume", "Znanstvenici otkrili novi planet izvan Sunčeva sustava", "Najbolji filmovi godine koje možete gledati kod kuće", "Učenici će dobiti besplatan prijevoz",
	}},
	{"Portuguese", "windows-1252", []string{
		"O governo anunciou novas medidas para a educação", "Primeira neve do ano na Serra da Estrela já chegou", "Seleção vence a final e é campeã", "Como aprender uma nova linguagem de programação", "Por que os preços não param de subir",
		"Banco central reduz a taxa de juros após reunião", "Uma viagem pelo sertão no verão", "Cientistas descobrem um planeta além do sistema solar", "Os melhores filmes do ano segundo o público", "Crianças voltam às aulas amanhã",
	}},
	{"Swedish", "windows-1252", []string{
		"Regeringen presenterade nästa års budget", "Årets första snö har fallit i Umeå", "Landslaget vann finalen efter förlängning", "Så lär du dig ett nytt programspråk", "Därför blir maten dyrare",
		"Riksbanken sänker räntan", "En vinterresa genom fjällen på skidor", "Forskare har upptäckt en ny planet långt bort", "Årets bästa filmer enligt läsarna", "Eleverna får åka gratis på bussen",
	}},
}
