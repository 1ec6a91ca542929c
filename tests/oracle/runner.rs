//! Runs a property on random input, with a seed that repeats the run.

use std::time::{SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// The number of rule sets of the main test where `ORACLE_CASES` does not say otherwise; the other tests
/// scale with it.
pub const USUAL_CASES: u64 = 300;

/// Runs a property on `usual` inputs, or on more or fewer as `ORACLE_CASES` says.
pub fn check<S: Strategy>(
    usual: u64,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let cases = number("ORACLE_CASES").map_or(usual, |cases| (cases * usual).div_ceil(USUAL_CASES));
    let seed = number("ORACLE_SEED").unwrap_or_else(|| {
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        u64::from(clock.subsec_nanos()) << 20 ^ clock.as_secs()
    });
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: u32::try_from(cases).unwrap(),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        max_shrink_time: 60_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    match runner.run(strategy, property) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _)) => panic!("ORACLE_SEED={seed}\n{reason}"),
        Err(TestError::Abort(reason)) => panic!("ORACLE_SEED={seed}: given up: {reason}"),
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|value| value.parse().expect(variable))
}

/// The property fails for this reason.
pub fn fail(reason: String) -> Result<(), TestCaseError> {
    Err(TestCaseError::fail(reason))
}
