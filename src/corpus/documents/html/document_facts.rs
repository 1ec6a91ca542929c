//! What collections of laws and documents state of each in a table or list: who made it, from when on it holds, what it is
//! called. It is known as a title, date or source, and is none of the text.

use super::blocks::Block;
use super::letters::{facts, title_in};
use super::main_text::is_link;
use crate::corpus::documents::flow::trim;
use crate::corpus::kind::Kind;
use crate::corpus::labels::spelt;
use crate::corpus::said::simplified;
use crate::text::is_han;

/// The labels of such tables.
const LABELS: &[&str] = &[
    "制定机关",
    "制定主体",
    "公布机关",
    "颁布机关",
    "批准机关",
    "发布机关",
    "发布机构",
    "发布部门",
    "发布单位",
    "发文机关",
    "发文机构",
    "发文单位",
    "公开主体",
    "责任部门",
    "公开责任部门",
    "公开机构",
    "责任处室",
    "公开类别",
    "责任单位",
    "公布日期",
    "公布时间",
    "颁布日期",
    "颁布时间",
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "发文日期",
    "发文时间",
    "印发日期",
    "批准日期",
    "通过日期",
    "成文日期",
    "成文时间",
    "生成日期",
    "施行日期",
    "实施日期",
    "生效日期",
    "失效日期",
    "失效时间",
    "废止日期",
    "有效期",
    "时效性",
    "时效",
    "时效状态",
    "效力",
    "效力状态",
    "有效性",
    "是否有效",
    "有效状态",
    "文件状态",
    "公文时效",
    "效力级别",
    "效力位阶",
    "效力等级",
    "法律效力位阶",
    "法规类别",
    "法规编号",
    "主题分类",
    "主题词",
    "主题",
    "关键词",
    "关键字",
    "分类",
    "信息分类",
    "信息类别",
    "组配分类",
    "体裁分类",
    "内容分类",
    "服务对象",
    "服务对象分类",
    "公文种类",
    "文种",
    "文件类型",
    "政策类型",
    "公开方式",
    "公开形式",
    "公开范围",
    "公开时限",
    "公开程序",
    "公开属性",
    "发文字号",
    "文号",
    "文件编号",
    "发文号",
    "统一编号",
    "登记号",
    "规范性文件编号",
    "索引号",
    "信息索引号",
    "信息索取号",
    "来源",
    "信息来源",
    "标题",
    "名称",
    "文件名称",
    "公文名称",
    "信息名称",
    "法规名称",
    "政策名称",
    "文件标题",
    "信息标题",
    "下载",
    "有效区域",
    "适用区域",
];

/// Those that tables of goods or events have as well.
const OF_ANY: &[&str] = &[
    "名称",
    "标题",
    "来源",
    "主题",
    "关键词",
    "关键字",
    "分类",
    "有效期",
    "时效",
    "效力",
    "下载",
    "登记号",
    "服务对象",
    "责任单位",
    "责任部门",
    "批准日期",
    "失效日期",
    "实施日期",
    "生效日期",
    "适用区域",
];

/// What other labels of such tables end with.
const ENDS: &[&str] = &[
    "机关", "机构", "部门", "单位", "日期", "时间", "字号", "文号", "编号", "分类", "类别", "方式", "状态",
    "级别", "名称", "标题",
];

/// Those before what a document is called.
const TITLES: &[&str] =
    &["标题", "名称", "文件名称", "公文名称", "信息名称", "法规名称", "政策名称", "文件标题", "信息标题"];

/// What stands beside the title of a document that holds, or holds no more.
const STATES: &[&str] = &[
    "现行有效",
    "有效",
    "继续有效",
    "部分有效",
    "部分失效",
    "失效",
    "已失效",
    "废止",
    "已废止",
    "全文废止",
    "已修改",
    "已修订",
    "已被修改",
    "已被修订",
    "尚未生效",
    "尚未施行",
    "未生效",
    "即将施行",
    "条款废止",
    "条款失效",
];

/// A table with so many of them says what a document is; one of data may have a column called like one.
const FACTS: usize = 3;

/// So many of them only documents have.
const OF_DOCUMENTS: usize = 2;

/// What a paragraph states.
enum Stated {
    /// So many facts of a document.
    Facts(usize),
    /// A label; its value is the next paragraph.
    Label,
    /// What ends like a label of these, and is not known.
    OtherLabel,
    /// A fact that documents of any kind may state.
    Other,
    /// Nothing of the kind.
    Nothing,
}

/// Of what a text is about there may be more tables of this kind; a page states its own once, or twice for phones.
const TABLES: usize = 2;

/// Marks what such tables and lists hold as lines of the site, and says what they call the document.
pub(super) fn mark(blocks: &mut [Block]) -> Option<String> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let (end, facts) = run(blocks, at);
        if facts >= FACTS && blocks[at..end].iter().map(told_of_documents).sum::<usize>() >= OF_DOCUMENTS {
            tables.push(at..end);
        }
        at = end.max(at + 1);
    }
    if tables.len() > TABLES {
        return None;
    }
    for table in &tables {
        blocks[table.clone()].iter_mut().for_each(|block| block.is_of_site = true);
    }
    tables.into_iter().find_map(|table| title(&blocks[table]))
}

/// How many labels a paragraph has that only documents have.
fn told_of_documents(block: &Block) -> usize {
    let plain = simplified(&block.text);
    let text = spelt(&plain);
    let is_of_documents = |label: &str| LABELS.contains(&label) && !OF_ANY.contains(&label);
    if is_of_documents(bare(&text)) {
        return 1;
    }
    facts(&text).iter().filter(|(label, _)| is_of_documents(label)).count()
}

/// Where the facts end that begin here, and how many they are. Amid them one line may state something else.
fn run(blocks: &[Block], begin: usize) -> (usize, usize) {
    let mut end = begin;
    let mut facts = 0;
    let mut at = begin;
    while at < blocks.len() {
        let is_after_other = at > end;
        match stated(&blocks[at]) {
            Stated::Facts(count) => {
                facts += count;
                end = at + 1;
                at = end;
            }
            Stated::Label => {
                // Of a label without a value, the next is none.
                let value = blocks.get(at + 1).filter(|next| is_value(next));
                facts += usize::from(value.is_some());
                end = at + 1 + usize::from(value.is_some());
                at = end;
            }
            Stated::Other if at > begin && !is_after_other => at += 1,
            Stated::OtherLabel if at > begin && !is_after_other => {
                at += 1 + usize::from(blocks.get(at + 1).is_some_and(is_value));
            }
            _ => break,
        }
    }
    (end, facts)
}

/// Whether a paragraph may be the value of the label before it.
fn is_value(block: &Block) -> bool {
    const LONGEST: usize = 80;
    block.length <= LONGEST
        && block.kind != Kind::Heading
        && !block.text.contains('。')
        && matches!(stated(block), Stated::Nothing)
}

fn stated(block: &Block) -> Stated {
    const LONGEST: usize = 8;
    if block.kind == Kind::Heading || is_link(block) && block.kind != Kind::TableRow {
        return Stated::Nothing;
    }
    let plain = simplified(&block.text);
    let text = spelt(&plain);
    let label = bare(&text);
    let has_label_form = |label: &str| label.chars().count() <= LONGEST && label.chars().all(is_han);
    // A row of a table has its value in itself.
    if LABELS.contains(&label) {
        return if block.kind == Kind::TableRow { Stated::Other } else { Stated::Label };
    }
    if block.kind != Kind::TableRow && has_label_form(label) && ENDS.iter().any(|end| label.ends_with(end)) {
        return Stated::OtherLabel;
    }
    let facts = facts(&text);
    // In the row of the names of columns, a label stands beside another.
    let is_fact = |(label, value): &(&str, &str)| LABELS.contains(label) && !LABELS.contains(value);
    let is_like = |(label, value): &(&str, &str)| has_label_form(label) && !LABELS.contains(value);
    let known = facts.iter().filter(|fact| is_fact(fact)).count();
    let said = facts.iter().filter(|fact| is_fact(fact) && !fact.1.is_empty()).count();
    let is_known = known == facts.len() || known > 1 && known * 3 >= facts.len() * 2;
    match facts.iter().all(is_like) {
        true if said > 0 && is_known => Stated::Facts(said),
        true if !facts.is_empty() => Stated::Other,
        _ => Stated::Nothing,
    }
}

/// Whether a paragraph is a label of such a table or list.
pub(super) fn is_label(block: &Block) -> bool {
    matches!(stated(block), Stated::Label)
}

/// A label without what parts it from its value.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['：', ':', ' ', '\u{3000}'])
}

/// What these paragraphs call the document.
fn title(stated: &[Block]) -> Option<String> {
    (0..stated.len()).find_map(|at| {
        let text = &stated[at].text;
        let plain = simplified(text);
        let spelt = spelt(&plain);
        if TITLES.contains(&bare(&spelt)) {
            return stated.get(at + 1).filter(|next| next.length >= 4).map(|next| next.text.clone());
        }
        let (_, value) = facts(&spelt).into_iter().find(|(label, _)| TITLES.contains(label))?;
        title_in(text, &plain, value)
    })
}

/// Parts from titles whether the document still holds, which sites set beside them. `is_title`: whether a text is what
/// the page is called for machines.
pub(super) fn part_states(blocks: &mut Vec<Block>, is_title: impl Fn(&str) -> bool) {
    for at in (0..blocks.len()).rev() {
        let block = &blocks[at];
        let Some((title, state)) = titled(block) else { continue };
        if block.kind != Kind::Heading && !is_title(&title) {
            continue;
        }
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let beside = Block {
            length: length(&state),
            parted: state.clone(),
            text: state,
            kind: Kind::Body,
            is_of_site: true,
            ..block.clone()
        };
        blocks.insert(at + 1, beside);
        let block = &mut blocks[at];
        (block.length, block.text, block.parted) = (length(&title), title.clone(), title);
    }
}

/// The title and the state beside it that a paragraph consists of.
fn titled(block: &Block) -> Option<(String, String)> {
    let is_sign = |c: char| "[]【】（）() ".contains(c);
    let is_state = |part: &&str| STATES.contains(&simplified(part).trim_matches(is_sign));
    let (first, _) = block.parted.split_once('\t')?;
    let (_, last) = block.parted.rsplit_once('\t')?;
    let before = Some(last).filter(is_state).and_then(|last| Some((block.text.strip_suffix(last)?, last)));
    let (title, state) = before.or_else(|| {
        Some(first).filter(is_state).and_then(|first| Some((block.text.strip_prefix(first)?, first)))
    })?;
    Some((trim(title).to_owned(), state.to_owned())).filter(|(title, _)| !title.is_empty())
}
