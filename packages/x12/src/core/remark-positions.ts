const IN_MOA = [3, 4, 5, 6, 7];
const IN_MIA = [5, 20, 21, 22, 23];

/** Where the remark codes of an adjudication stand: MOA03 to MOA07, MIA05 and MIA20 to MIA23 (X12 005010X221A1, loop 2100). */
export function remarkPositions(id: "MOA" | "MIA"): readonly number[] {
  return id === "MOA" ? IN_MOA : IN_MIA;
}
