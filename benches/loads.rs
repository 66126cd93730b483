//! Nested loads: kinfolk, Diesel by hand and rusqlite. `cargo bench --bench ratios` compares them directly.
#![allow(missing_docs)]

mod workloads;

use criterion::{Criterion, criterion_group, criterion_main};
use std::time::Duration;
use workloads::sqlite::{Databases, Layout};

fn loads(criterion: &mut Criterion) {
    let databases = Databases::new(Layout::Scattered);
    for workload in databases.workloads().checked() {
        let mut group = criterion.benchmark_group(workload.name);
        for mut contender in workload.contenders {
            group.bench_function(contender.name, |bencher| bencher.iter(&mut contender.load));
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = loads
}
criterion_main!(benches);
