//! Parquet files, row by row, one group of rows after the other.

use std::iter;

use parquet::data_type::AsBytes as _;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use serde_json::Value;

use super::{Row, Sheet};
use crate::corpus::file_kind::FileKind;
use crate::corpus::problem::{Defect, Problem};

/// The one table of a file. Texts are texts, whichever way their writer kept them.
///
/// Fails when the file is damaged or encrypted.
pub(super) fn sheet(bytes: Vec<u8>) -> Result<Sheet, Defect> {
    if bytes.starts_with(b"PARE") {
        return Err(Defect::Encrypted);
    }
    let reader = SerializedFileReader::new(parquet_bytes(bytes)).map_err(|error| defect(&error))?;
    let schema = reader.metadata().file_metadata().schema();
    let header = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let mut rows = RowIter::from_file_into(Box::new(reader));
    let (mut number, mut is_broken) = (0, false);
    let rows = iter::from_fn(move || {
        if is_broken {
            return None;
        }
        number += 1;
        Some(match rows.next()? {
            Ok(row) => {
                Ok(Row { number, cells: row.get_column_iter().map(|(_, field)| value(field)).collect() })
            }
            Err(error) => {
                is_broken = true;
                Err(Problem::Defective { kind: FileKind::Parquet, defect: defect(&error) })
            }
        })
    });
    Ok(Sheet { name: None, header, rows: Box::new(rows) })
}

fn parquet_bytes(bytes: Vec<u8>) -> bytes::Bytes {
    bytes.into()
}

fn value(field: &Field) -> Value {
    match field {
        // Older writers do not say that bytes are text.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.as_bytes()).map_or(Value::Null, Value::from),
        field => field.to_json_value(),
    }
}

fn defect(error: &ParquetError) -> Defect {
    match error {
        ParquetError::NYI(_) => Defect::Unsupported,
        _ => Defect::Damaged,
    }
}
