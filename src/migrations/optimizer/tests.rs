//! The optimizer against Django's own algorithm.

use std::rc::Rc;

use super::{Operation, Reduction, optimize};
use crate::orm::{Base, Field, FieldKind, Index, ModelOptions, ModelReference};
use crate::python::Value;

/// Django's own algorithm, restarts and all.
fn optimize_by_rescanning(mut operations: Vec<Operation>) -> Vec<Operation> {
    while let Some(shorter) = reduce_once(&mut operations) {
        operations = shorter;
    }
    operations
}

fn reduce_once(operations: &mut [Operation]) -> Option<Vec<Operation>> {
    for index in 0..operations.len() {
        let mut right = true;
        for partner in index + 1..operations.len() {
            match operations[index].reduce(&operations[partner], "app") {
                Reduction::Replace(replacements) => {
                    let between = operations[index + 1..partner].to_vec();
                    let passes = |operation: &Operation| {
                        let reduction = operation.reduce(&operations[partner], "app");
                        matches!(reduction, Reduction::Through)
                    };
                    let mut result = operations[..index].to_vec();
                    if right {
                        result.extend(between.into_iter().chain(replacements));
                    } else if between.iter().all(passes) {
                        result.extend(replacements.into_iter().chain(between));
                    } else {
                        if matches!(operations[index], Operation::AddIndex { .. }) {
                            operations[index] = replacements.into_iter().next()?;
                        }
                        break;
                    }
                    result.extend_from_slice(&operations[partner + 1..]);
                    return Some(result);
                }
                Reduction::Barrier => right = false,
                Reduction::Through => {}
            }
        }
    }
    None
}

fn show(operations: &[Operation]) -> Vec<String> {
    let details = |operation: &Operation| match operation {
        Operation::CreateModel {
            fields, options, ..
        } => {
            let fields: Vec<&str> = fields.iter().map(|(name, _)| &**name).collect();
            format!(" {fields:?} {:?}", options.order)
        }
        _ => String::new(),
    };
    let lines = operations.iter().map(|it| it.describe() + &details(it));
    lines.collect()
}

/// Small pseudo-random numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    fn name(&mut self, prefix: &str, count: usize) -> Rc<str> {
        format!("{prefix}{}", self.below(count)).into()
    }

    fn field(&mut self) -> Field {
        match self.below(3) {
            0 => Field::of_kind(FieldKind::ForeignKey).with(|data| {
                let to = ModelReference::Unscoped(self.name("M", 4));
                data.relation = Some(crate::orm::Relation::to(to));
            }),
            _ => Field::of_kind(FieldKind::IntegerField),
        }
    }

    fn groups(&mut self) -> Vec<Vec<Rc<str>>> {
        let count = self.below(2);
        (0..count)
            .map(|_| vec![self.name("f", 3), self.name("f", 3)])
            .collect()
    }

    fn operation(&mut self) -> Operation {
        let model_name = self.name("m", 4);
        let name = self.name("f", 3);
        match self.below(14) {
            0 | 1 => Operation::CreateModel {
                name: self.name("M", 4),
                fields: vec![(self.name("f", 3), self.field())],
                options: ModelOptions::default(),
                bases: vec![if self.below(4) == 0 {
                    Base::Named(format!("app.M{}", self.below(4)).into())
                } else {
                    Base::Model
                }],
                managers: Vec::new(),
            },
            2 => Operation::DeleteModel { name: model_name },
            3 => Operation::RenameModel {
                old_name: model_name,
                new_name: self.name("M", 4),
            },
            4 | 5 => Operation::AddField {
                model_name,
                name,
                field: self.field(),
                preserve_default: true,
            },
            6 => Operation::AlterField {
                model_name,
                name,
                field: self.field(),
                preserve_default: true,
            },
            7 => Operation::RemoveField { model_name, name },
            8 => Operation::RenameField {
                model_name,
                old_name: name,
                new_name: self.name("f", 3),
            },
            9 => Operation::AddIndex {
                model_name,
                index: Index {
                    name: self.name("i", 3),
                    fields: vec![name],
                    ..Index::default()
                },
            },
            10 => Operation::RenameIndex {
                model_name,
                new_name: self.name("i", 3),
                old_name: Some(self.name("i", 3)),
                old_fields: None,
                is_list: false,
            },
            11 => Operation::AlterUniqueTogether {
                name: model_name,
                unique_together: self.groups(),
            },
            12 => Operation::AlterOrderWithRespectTo {
                name: model_name,
                order_with_respect_to: Some(name),
            },
            _ => Operation::RunSQL {
                sql: Value::str("SELECT 1"),
                reverse_sql: None,
                state_operations: Vec::new(),
                hints: None,
                elidable: self.below(3) == 0,
                arguments: Rc::default(),
            },
        }
    }
}

#[test]
fn answers_what_rescanning_answers() {
    let mut numbers = Numbers(7);
    for _ in 0..4000 {
        let length = 2 + numbers.below(12);
        let operations: Vec<Operation> = (0..length).map(|_| numbers.operation()).collect();
        let expected = optimize_by_rescanning(operations.clone());
        let given = show(&operations);
        let optimized = optimize(operations, "app");
        assert_eq!(show(&optimized), show(&expected), "given {given:#?}");
    }
}
