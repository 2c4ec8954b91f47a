//! What refers to what in a linked module, by the relocations that `--emit-relocs` leaves in it.
//!
//! Without them a number in the code could be an address or a number, and everything whose address is
//! somewhere must be kept. With them functions and constants are a graph.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, anyhow, bail, ensure};
use wasmparser::{
    DataKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// A function or a piece of the static data, as [`Relocations`] counts them.
pub type Item = usize;

/// The graph of a module's functions and static data.
pub struct Relocations {
    /// Where each item stands in the module's bytes: a function's body, or a constant's bytes.
    pub places: Vec<Range<usize>>,
    /// The linker's name of each function. The functions are the first items, the data the rest.
    pub names: Vec<String>,
    /// The address of each piece of data.
    pub addresses: Vec<u32>,
    /// What the module is entered by.
    pub roots: Vec<Item>,
    references: Vec<Vec<Item>>,
}

impl Relocations {
    /// Reads `module`, which the linker was told to leave relocations in.
    ///
    /// # Errors
    ///
    /// When it has none, or they do not fit it.
    pub fn read(module: &[u8]) -> Result<Self> {
        Sections::read(module)?.resolve(module)
    }

    /// Says for each item whether one of `roots` leads to it, not going past the items of which `stop`
    /// is true.
    pub fn reached(&self, roots: Vec<Item>, stop: impl Fn(Item) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.places.len()];
        let mut waiting = roots;
        while let Some(item) = waiting.pop() {
            if !std::mem::replace(&mut reached[item], true) && !stop(item) {
                waiting.extend(&self.references[item]);
            }
        }
        reached
    }
}

/// `module` without what only a linker reads.
pub fn without_relocations(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = module[..8].to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CustomSection(section) = &payload
            && (section.name() == "linking" || section.name().starts_with("reloc."))
        {
            continue;
        }
        if let Some((id, content)) = payload.as_section() {
            kept.push(id);
            write_unsigned(&mut kept, content.len());
            kept.extend_from_slice(&module[content]);
        }
    }
    Ok(kept)
}

fn write_unsigned(output: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        output.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    output.push(value as u8);
}

/// What the sections say, before it is put together.
#[derive(Default)]
struct Sections<'a> {
    /// Where the content of each section begins, in the order of the sections.
    starts: Vec<usize>,
    imported_functions: u32,
    bodies: Vec<Range<usize>>,
    segments: Vec<Range<usize>>,
    /// The address at which each segment begins.
    addresses: Vec<u32>,
    exports: Vec<u32>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<RelocSectionReader<'a>>,
}

impl<'a> Sections<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut sections = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            sections.add(payload?)?;
        }
        ensure!(
            !sections.relocations.is_empty() && !sections.symbols.is_empty(),
            "the module has no relocations: it must be linked with --emit-relocs"
        );
        Ok(sections)
    }

    fn add(&mut self, payload: Payload<'a>) -> Result<()> {
        if let Some((_, content)) = payload.as_section() {
            self.starts.push(content.start);
        }
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                    self.imported_functions += u32::from(function);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exports.push(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => self.exports.push(func),
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(data) => {
                for segment in data {
                    let segment = segment?;
                    self.addresses.push(address(&segment.kind)?);
                    let end = segment.range.end;
                    self.segments.push(end - segment.data.len()..end);
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(linking) => {
                    for subsection in linking.subsections() {
                        if let Linking::SymbolTable(symbols) = subsection? {
                            self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                        }
                    }
                }
                KnownCustom::Reloc(relocations) => self.relocations.push(relocations),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn resolve(&self, module: &[u8]) -> Result<Relocations> {
        let functions = self.bodies.len();
        let constants = self.constants()?;
        let mut places = self.bodies.clone();
        places.extend(constants.iter().cloned());
        let addresses = constants
            .iter()
            .map(|place| self.address(place.start))
            .collect::<Result<_>>()?;
        let mut names = vec![String::new(); functions];
        for symbol in &self.symbols {
            if let SymbolInfo::Func { index, name, .. } = symbol
                && let Some(item) = index.checked_sub(self.imported_functions)
            {
                names[item as usize] = name.unwrap_or_default().to_owned();
            }
        }
        let mut roots = Vec::new();
        for &function in &self.exports {
            roots.extend(
                function
                    .checked_sub(self.imported_functions)
                    .map(|item| item as usize),
            );
        }
        let mut references = vec![Vec::new(); places.len()];
        for section in &self.relocations {
            let start = self.starts[section.section_index() as usize];
            for entry in section.entries() {
                let entry = entry?;
                let offset = start + entry.offset as usize;
                let Some(target) = self.target(&entry, &constants, module, offset)? else {
                    continue;
                };
                let from = containing(&self.bodies, offset)
                    .or_else(|| Some(functions + containing(&constants, offset)?));
                match from {
                    Some(from) => references[from].push(target),
                    None => roots.push(target),
                }
            }
        }
        Ok(Relocations {
            places,
            names,
            addresses,
            roots,
            references,
        })
    }

    /// The places of the data symbols in the module, in order; symbols that overlap are one.
    fn constants(&self) -> Result<Vec<Range<usize>>> {
        let mut places = BTreeMap::new();
        for symbol in &self.symbols {
            if let SymbolInfo::Data {
                name,
                symbol: Some(data),
                ..
            } = symbol
            {
                let Some(segment) = self.segments.get(data.index as usize) else {
                    bail!("the symbol {name} is in a data segment that is not there");
                };
                let start = segment.start + data.offset as usize;
                let end = places.entry(start).or_insert(start);
                *end = segment.end.min(start + data.size as usize).max(*end);
            }
        }
        let mut joined: Vec<Range<usize>> = Vec::new();
        for (start, end) in places {
            match joined.last_mut() {
                Some(last) if start < last.end => last.end = last.end.max(end),
                _ => joined.push(start..end),
            }
        }
        joined.retain(|place| !place.is_empty());
        Ok(joined)
    }

    /// The address of what stands at `offset` of the module.
    fn address(&self, offset: usize) -> Result<u32> {
        let segment = containing(&self.segments, offset).context("data outside of the segments")?;
        let distance = u32::try_from(offset - self.segments[segment].start)?;
        Ok(self.addresses[segment] + distance)
    }

    /// What the relocation refers to, if it is an item.
    fn target(
        &self,
        entry: &RelocationEntry,
        constants: &[Range<usize>],
        module: &[u8],
        offset: usize,
    ) -> Result<Option<Item>> {
        use RelocationType::{
            FunctionIndexLeb, MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32,
            TableIndexSleb,
        };
        match entry.ty {
            FunctionIndexLeb | TableIndexSleb | TableIndexI32 | MemoryAddrLeb | MemoryAddrSleb
            | MemoryAddrI32 => {}
            // They name types, globals and tables, which are neither functions nor data, or stand in
            // custom sections.
            _ => return Ok(None),
        }
        let symbol = self.symbols.get(entry.index as usize).with_context(|| {
            format!(
                "a relocation names symbol {}, which is not there",
                entry.index
            )
        })?;
        match symbol {
            SymbolInfo::Func { index, .. } => {
                if entry.ty == FunctionIndexLeb {
                    let found = read_unsigned(&module[offset..])?;
                    ensure!(
                        found == *index,
                        "a relocation of function {index} stands on {found}"
                    );
                }
                Ok(index
                    .checked_sub(self.imported_functions)
                    .map(|item| item as usize))
            }
            SymbolInfo::Data {
                symbol: Some(data), ..
            } => {
                let start = self
                    .segments
                    .get(data.index as usize)
                    .map(|segment| segment.start);
                let start = start.context("a relocation into a data segment that is not there")?;
                let constant = containing(constants, start + data.offset as usize);
                Ok(constant.map(|item| self.bodies.len() + item))
            }
            SymbolInfo::Data { .. } => Ok(None),
            other => Err(anyhow!("a relocation of code or data names {other:?}")),
        }
    }
}

/// Where an active segment begins.
fn address(kind: &DataKind<'_>) -> Result<u32> {
    if let DataKind::Active { offset_expr, .. } = kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
    {
        return Ok(value.cast_unsigned());
    }
    bail!("a data segment without a fixed address")
}

/// The index of the place that contains `offset`; the places are in order and do not overlap.
fn containing(places: &[Range<usize>], offset: usize) -> Option<usize> {
    let after = places.partition_point(|place| place.start <= offset);
    let index = after.checked_sub(1)?;
    places[index].contains(&offset).then_some(index)
}

fn read_unsigned(bytes: &[u8]) -> Result<u32> {
    let mut value = 0;
    for (position, byte) in bytes.iter().take(5).enumerate() {
        value |= u32::from(byte & 0x7f) << (7 * position);
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    bail!("an index that does not end")
}
