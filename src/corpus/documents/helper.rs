//! The other side of `isolated`: a process that reads one document after the other as it is asked to, and may die of
//! any of them.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::panic::{self, AssertUnwindSafe};

use super::isolated::{KINDS, Request};
use super::wire::{Told, tell};
use super::{Hints, defect_of, extract};
use crate::corpus::problem::Defect;

/// Reads documents for another process until that asks for no more: what a program does that is started as
/// [`Options::helper`](crate::corpus::Options::helper) says. The program should limit its memory first, and keep quiet
/// about panics, which are told as defects of the document.
///
/// # Errors
///
/// When what is asked makes no sense, or nobody listens.
pub fn help(input: impl Read, output: impl Write) -> io::Result<()> {
    let (mut input, mut output) = (BufReader::new(input), BufWriter::new(output));
    while !input.fill_buf()?.is_empty() {
        let mut length = [0; 8];
        let mut head = [0; 2];
        input.read_exact(&mut head)?;
        let mut label = vec![0; usize::from(head[1])];
        input.read_exact(&mut label)?;
        input.read_exact(&mut length)?;
        let mut bytes = Vec::new();
        let length = u64::from_le_bytes(length);
        let read = input.by_ref().take(length).read_to_end(&mut bytes)?;
        let kind = KINDS.get(usize::from(head[0])).copied();
        let (Some(kind), true) = (kind, read as u64 == length) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let hints = Hints { encoding: encoding_rs::Encoding::for_label(&label), named: None };
        let request = Request { kind, hints };
        answer(request, bytes, &mut output)?;
        output.flush()?;
    }
    Ok(())
}

fn answer(request: Request, bytes: Vec<u8>, output: &mut impl Write) -> io::Result<()> {
    let mut told = Ok(());
    let reading = panic::catch_unwind(AssertUnwindSafe(|| {
        let content = extract(request.kind, &bytes, request.hints).map_err(|problem| defect_of(&problem));
        drop(bytes);
        told = tell(content, |told| output.write_all(told.line().as_bytes()));
    }));
    if reading.is_err() {
        output.write_all(Told::Failed(Defect::Crashed).line().as_bytes())?;
        output.write_all(Told::End.line().as_bytes())?;
    }
    told
}
