//! Lines that ask to do something on a page, as pages do, but to get what a text is about: 扫码领取消费券.

use super::furniture::is_ornament;

/// What pages ask for, at the begin of a line.
const ACTS: [&str; 10] =
    ["扫", "点击", "长按", "识别", "微信扫", "用微信", "用手机", "关注", "打开微信", "手机扫"];

/// What one gets by it that no page gives of itself.
const ENDS: [&str; 11] =
    ["领取", "申领", "申请", "申报", "办理", "预约", "报名", "兑换", "缴费", "缴纳", "登记"];

/// Whether a line asks for something that the text gives. The program of a site can be asked for too, and is none of that.
pub(in crate::corpus) fn is_offer(line: &str) -> bool {
    let begins = line.trim_start_matches(is_ornament);
    let of_site = ["下载", "客户端", "app", "App", "APP", "红包", "资料"];
    ACTS.iter().any(|act| begins.starts_with(act))
        && ENDS.iter().any(|end| begins.contains(end))
        && !of_site.iter().any(|word| begins.contains(word))
}

/// Whether a short line says what is given, taken off or put off, and how much of it: no title of another page does.
pub(super) fn states_measure(line: &str) -> bool {
    const GIVEN: [&str; 12] =
        ["减免", "免收", "免征", "缓缴", "延期", "发放", "给予", "返还", "补贴", "补助", "贴息", "奖励"];
    const UNITS: [&str; 8] = ["元", "%", "百分之", "个月", "折", "倍", "个百分点", "减半"];
    GIVEN.iter().any(|word| line.contains(word)) && UNITS.iter().any(|unit| line.contains(unit))
}
