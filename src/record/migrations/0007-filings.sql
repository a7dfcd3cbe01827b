-- The rows a filed figure was counted from, by part, 5 000 ids a chunk: what does not belong in a document.
create table filing_row (
  county_id   int not null,
  filing_id   text collate "C" not null,
  part        text not null,                      -- as in the filing's document: `visits.count@primary`
  chunk       int not null,
  ids         text[] not null,                    -- id of the flat row, `id#row_no` where a document has several
  amounts     bigint[],                           -- of each row, where the part is a sum
  primary key (county_id, filing_id, part, chunk)
);
