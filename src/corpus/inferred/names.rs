//! Names of people, as bylines have them.

/// The first characters of the surnames that nearly everybody has.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺";

/// Words that stand beside names in bylines.
const BESIDE: [&str; 12] =
    ["记者", "通讯员", "实习生", "本报", "见习", "特约", "全媒体", "融媒体", "摄影", "报道", "首席", "实习"];

/// Whether a text is made of names of people alone.
pub(super) fn are_names(text: &str) -> bool {
    let parts =
        text.split(|c: char| c.is_whitespace() || "、,/&|".contains(c)).filter(|part| !part.is_empty());
    let (mut names, mut others) = (0, 0);
    for mut part in parts {
        while let Some(rest) = BESIDE.iter().find_map(|word| part.strip_prefix(word)) {
            part = rest;
        }
        match part.chars().count() {
            0 => {}
            2..=4 if part.starts_with(|c| SURNAMES.contains(c)) && part.chars().all(is_han) => names += 1,
            _ => others += 1,
        }
    }
    names > 0 && others == 0
}

fn is_han(c: char) -> bool {
    crate::text::is_han(c)
}
