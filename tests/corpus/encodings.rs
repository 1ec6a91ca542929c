//! Short titles and long texts in every encoding that Chinese texts come in.

use std::fmt::Write as _;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1252};

use crate::{Options, Outcome, Problem, check_encoding, read_file};

const SIMPLIFIED: &[&str] = &[
    "扶持小微企业",
    "关于减免房租的通知",
    "市财政局发布补贴申报指南",
    "本市启动春季招聘会，提供岗位三千个",
    "医疗救助标准提高",
    "对受灾农户发放种子和化肥",
    "镇政府组织志愿者为独居老人送菜上门",
    "港口通关时间压缩一半，外贸企业受益",
    "银行为商户办理延期还本付息，不收罚息，不影响征信记录",
    "公交线路恢复运营，乘客须佩戴口罩并配合测量体温，司机每日核验健康状况",
    "学校推迟开学，教师通过网络授课",
    "社保缴费可以缓缴三个月",
];

const TRADITIONAL: &[&str] = &[
    "紓困貸款方案",
    "補助觀光產業員工薪資",
    "勞工局說明職業訓練津貼",
    "防疫旅館獎勵要點修正發布",
    "營業稅得申請延期或分期繳納",
    "學校停課期間家長可請防疫照顧假",
    "衛生局設置篩檢站，民眾憑健保卡免費檢驗",
    "振興券自下月起於郵局及便利商店領取，使用期限至年底為止",
    "農會協助農民銷售鳳梨，運費由縣政府負擔",
    "租金減半收取六個月",
];

/// Characters that only four bytes of GB18030 can express.
const FOUR_BYTES: &[&str] =
    &["㐂㐃㐄㐅㐆㐇", "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇", "㙍㙎㙏𡃁𡃂㝵㝶𢱕𢱖𣎴𣎵㫃㫄㫅㫆㫇㫈㫉", "㐂 2021 𠀀𠀁㐄㐅㐆"];

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn with_mark(mark: &[u8], bytes: &[u8]) -> Vec<u8> {
    [mark, bytes].concat()
}

fn assert_reads(what: &str, text: &str, bytes: &[u8]) {
    let outcome = read_file("a.txt", bytes, &Options::default());
    assert_eq!(outcome.texts(), [text], "{what}: {:?}", outcome.messages());
    assert!(outcome.troubles.is_empty(), "{what}: {text}: {:?}", outcome.messages());
}

#[test]
fn titles_in_unicode() {
    for text in [SIMPLIFIED, TRADITIONAL, FOUR_BYTES].concat() {
        assert_reads("UTF-8", text, text.as_bytes());
        assert_reads("UTF-8 with mark", text, &with_mark(b"\xEF\xBB\xBF", text.as_bytes()));
        let (little, big) = (utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes));
        assert_reads("UTF-16LE with mark", text, &with_mark(b"\xFF\xFE", &little));
        assert_reads("UTF-16BE with mark", text, &with_mark(b"\xFE\xFF", &big));
    }
    for text in [SIMPLIFIED, TRADITIONAL].concat() {
        assert_reads("UTF-16LE", text, &utf16(text, u16::to_le_bytes));
        assert_reads("UTF-16BE", text, &utf16(text, u16::to_be_bytes));
    }
}

#[test]
fn titles_in_chinese_encodings() {
    for text in [SIMPLIFIED, TRADITIONAL, FOUR_BYTES].concat() {
        assert_reads("GB18030", text, &GB18030.encode(text).0);
    }
    for text in TRADITIONAL {
        assert_reads("Big5", text, &BIG5.encode(text).0);
    }
}

/// Every title that three words make, each of which is common in another register.
#[test]
fn titles_of_six_characters() {
    let words =
        ["减税", "补贴", "贷款", "培训", "开放", "检疫", "物流", "救济", "养老", "降费", "招商", "稳岗"];
    let plain =
        ["減稅", "補貼", "貸款", "培訓", "開放", "檢疫", "物流", "救濟", "養老", "降費", "招商", "穩崗"];
    let mut wrong = Vec::new();
    for (encoding, words) in [(GB18030, words), (BIG5, plain)] {
        for (first, second, third) in triples(&words) {
            let text = format!("{first}{second}{third}");
            let outcome = read_file("a.txt", &encoding.encode(&text).0, &Options::default());
            if outcome.texts() != [text.as_str()] {
                wrong.push((encoding.name(), text, outcome.texts().join("")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {:?}", wrong.len(), &wrong[..wrong.len().min(9)]);
}

fn triples<'w>(words: &[&'w str]) -> Vec<(&'w str, &'w str, &'w str)> {
    let pairs = words.iter().flat_map(|a| words.iter().map(move |b| (*a, *b)));
    pairs.flat_map(|(a, b)| words.iter().step_by(5).map(move |c| (a, b, *c))).collect()
}

#[test]
fn a_character_cut_at_the_end_is_one_undecodable_place() {
    let text = SIMPLIFIED.join("\n");
    let utf16 = utf16(&text, u16::to_le_bytes);
    for bytes in [text.as_bytes(), &GB18030.encode(&text).0, &utf16] {
        let outcome = read_file("a.txt", &bytes[..bytes.len() - 1], &Options::default());
        assert_eq!(outcome.texts()[..11], SIMPLIFIED[..11]);
        assert_eq!(outcome.texts()[11], "社保缴费可以缓缴三个\u{FFFD}");
        assert!(matches!(outcome.troubles[0].problem(), Problem::Undecodable { count: 1, .. }));
        assert_eq!(outcome.failures(), 0);
    }
}

#[test]
fn undecodable_places_are_counted() {
    let bytes = b"\xE5\x87\x8F\xE7\xA8\x8E\xFF\xE9\x99\x8D\xE8\xB4\xB9\xFE\xFE\xE8\xA1\xA5\xE8\xB4\xB4";
    let outcome = read_file("a.txt", bytes, &Options::default());
    assert_eq!(outcome.texts(), ["减税\u{FFFD}降费\u{FFFD}\u{FFFD}补贴"]);
    assert!(
        outcome.messages()[0].contains(": 3 places cannot be decoded as UTF-8"),
        "{:?}",
        outcome.messages()
    );
}

#[test]
fn other_encodings_are_left_to_the_detector() {
    let japanese =
        "政府は中小企業に対する支援を拡大し、雇用調整助成金の申請手続きを簡素化することを決めました。";
    let korean = "정부는 중소기업에 대한 지원을 확대하고 고용유지지원금 신청 절차를 간소화하기로 결정했다.";
    let french = "Le gouvernement a décidé d'étendre les aides aux entreprises touchées par la crise.";
    for (encoding, text) in
        [(SHIFT_JIS, japanese), (EUC_JP, japanese), (EUC_KR, korean), (WINDOWS_1252, french)]
    {
        assert_reads(encoding.name(), text, &encoding.encode(text).0);
    }
}

#[test]
fn english_words_are_not_chinese() {
    for text in [
        "generic",
        "mimic",
        "shim",
        "gave",
        "package",
        "geometric",
        "b b b b b",
        "HOMR",
        "1 b 2 b 3 b",
        "é",
        "naïve",
    ] {
        assert_reads("UTF-8", text, text.as_bytes());
    }
}

#[test]
fn what_comes_after_plain_ascii_decides() {
    let mut text = String::new();
    while text.len() < 600_000 {
        let _ = writeln!(text, "line {} of a log without a single character outside ASCII", text.len());
    }
    let ascii = text.lines().count();
    text.push_str("对停工企业发放补助，减免其房租\n");
    for bytes in [text.as_bytes(), &GB18030.encode(&text).0] {
        let outcome = read_file("a.txt", bytes, &Options::default());
        assert_eq!(outcome.texts()[ascii..], ["对停工企业发放补助，减免其房租"]);
        assert_eq!(outcome.lines()[ascii], ascii + 1);
    }
}

#[test]
fn a_name_overrides_detection_but_not_a_mark() {
    let named = |label: &str| Options { encoding: Some(label.to_owned()), ..Options::default() };
    let text = "補助觀光產業";
    let bytes = BIG5.encode(text).0;
    assert_eq!(read_file("a.txt", &bytes, &named("Big5")).texts(), [text]);
    assert_eq!(read_file("a.txt", &bytes, &named("cp950")).texts(), [text]);
    assert_ne!(read_file("a.txt", &bytes, &named("gbk")).texts(), [text]);
    assert_eq!(
        read_file("a.txt", &with_mark(b"\xEF\xBB\xBF", text.as_bytes()), &named("gbk")).texts(),
        [text]
    );
}

#[test]
fn unknown_names_are_answered_with_near_ones() {
    for label in ["utf-8", "UTF8", "gb2312", "GBK", "cp936", "big5", "utf-16", "GB18030", "latin1"] {
        check_encoding(label).unwrap();
    }
    let message = |label| check_encoding(label).unwrap_err().to_string();
    assert_eq!(message("gkb"), "--encoding: there is no encoding `gkb`; did you mean `gbk`?");
    assert!(message("klingon").contains("common ones are utf-8, gb18030"), "{}", message("klingon"));
}

#[test]
fn utf_32_is_refused_by_name() {
    for bytes in [&b"\xFF\xFE\0\0\x51\x4E\0\0"[..], b"\0\0\xFE\xFF\0\0\x4E\x51"] {
        let outcome: Outcome = read_file("a.txt", bytes, &Options::default());
        assert!(outcome.messages()[0].contains("UTF-32"), "{outcome:?}");
    }
}
