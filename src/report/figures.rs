//! Figures as they are shown and as programs read them.

use serde_json::{Value, json};

use crate::analysis::Estimate;

/// What stands where a figure is not defined.
pub(super) const UNDEFINED: &str = "–";

/// A figure with two decimals.
pub(super) fn fixed(value: Option<f64>) -> String {
    value.map_or_else(|| UNDEFINED.to_owned(), two)
}

/// Two decimals, without the sign of what is nothing by them.
fn two(value: f64) -> String {
    let shown = format!("{value:.2}");
    if shown == "-0.00" { "0.00".to_owned() } else { shown }
}

/// A difference with its sign.
pub(super) fn signed(value: Option<f64>) -> String {
    let shown = |value: f64| if value.abs() < 0.005 { "0.00".to_owned() } else { format!("{value:+.2}") };
    value.map_or_else(|| UNDEFINED.to_owned(), shown)
}

/// A share in per cent with one decimal.
pub(super) fn per_cent(value: Option<f64>) -> String {
    // What is not all is not shown as all.
    let shown = |value: f64| if value < 1.0 { (value * 100.0).min(99.9) } else { value * 100.0 };
    value.map_or_else(|| UNDEFINED.to_owned(), |value| format!("{:.1}%", shown(value)))
}

/// An interval, such as `0.82–0.95`; nothing where there is none.
pub(super) fn interval(estimate: Estimate) -> String {
    estimate.interval.map_or_else(String::new, |(low, high)| format!("{}–{}", two(low), two(high)))
}

/// A p-value; a very small one by its bound.
pub(super) fn p_value(value: f64) -> String {
    if value < 0.001 { "< 0.001".to_owned() } else { format!("{value:.3}") }
}

/// A figure for programs: six decimals, the same on every machine.
pub(super) fn exact(value: f64) -> Value {
    // Adding nothing takes the sign from what is nothing.
    json!((value * 1e6).round() / 1e6 + 0.0)
}

/// A p-value for programs: six digits that count, however small it is.
pub(super) fn exact_p(value: f64) -> Value {
    json!(format!("{value:.5e}").parse().unwrap_or(value))
}

/// A figure that may not be defined: `null` then.
pub(super) fn maybe(value: Option<f64>) -> Value {
    value.map_or(Value::Null, exact)
}

/// A figure with its interval, each `null` where it is not defined.
pub(super) fn estimate(estimate: Estimate) -> Value {
    let interval = estimate.interval.map(|(low, high)| vec![exact(low), exact(high)]);
    json!({"value": maybe(estimate.value), "interval": interval})
}

/// Three cells of a table for programs: a figure and the ends of its interval, empty where not defined.
pub(super) fn cells(estimate: Estimate) -> [String; 3] {
    let ends = estimate.interval;
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| exact(value).to_string());
    [cell(estimate.value), cell(ends.map(|ends| ends.0)), cell(ends.map(|ends| ends.1))]
}
