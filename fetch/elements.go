package fetch

// vanishing are the elements that go with all that is in them.
var vanishing = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "iframe": true, "frameset": true,
	"noframes": true, "noembed": true,
	"button": true, "select": true, "datalist": true, "textarea": true, "svg": true,
	"annotation": true, "annotation-xml": true, "title": true,
}

// code are those of them that hold no text for people.
var code = map[string]bool{"script": true, "style": true}

// instead are the elements that another one stands for.
var instead = map[string]string{"center": "div", "main": "div", "listing": "pre", "dir": "ul", "menu": "ul"}

// void are the elements without content that the policy knows (HTML, section 13.1.2).
var void = map[string]bool{"br": true, "col": true, "hr": true, "img": true, "source": true, "track": true, "wbr": true}

// formatting are those that the parser opens again (HTML, section 13.2.4.2).
var formatting = map[string]bool{
	"a": true, "b": true, "big": true, "code": true, "em": true, "i": true, "s": true, "small": true, "strike": true,
	"strong": true, "tt": true, "u": true,
}
