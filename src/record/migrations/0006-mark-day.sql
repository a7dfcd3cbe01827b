-- A mark may say the day too: then the number of a large institution's month is made right from that day alone (src/record/cell-flow.ts). Null: any day of the month.
alter table stale add column day date;
