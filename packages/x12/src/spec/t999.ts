import { loop, MANY, seg, type TransactionSpec } from "./describe.ts";

const CTX = "1!(1!;2) 2 3 4 5(1!;2;3) 6(1!;2)";

/** Implementation acknowledgment: X12 005010X231A1. */
export const T999: TransactionSpec = {
  code: "999",
  groupCode: "FA",
  version: "005010X231A1",
  versionInSt: true,
  alsoReads: ["005010X231"],
  short: "999",
  name: "implementation acknowledgment",
  children: [
    seg("AK1", "R", 1, "group acknowledged", "1! 2! 3"),
    loop("2000", "S", MANY, "transaction acknowledged", [
      seg("AK2", "R", 1, "transaction acknowledged", "1! 2! 3"),
      loop("2100", "S", MANY, "segment error", [
        seg("IK3", "R", 1, "segment error", "1! 2! 3 4!=1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9"),
        seg("CTX", "S", 10, "context of the segment error", CTX),
        loop("2110", "S", MANY, "element error", [
          seg("IK4", "R", 1, "element error", "1!(1!;2;3) 2 3!=1,2,3,4,5,6,7,8,9,10,12,13,I10,I11,I12,I13,I6,I9 4"),
          seg("CTX", "S", 10, "context of the element error", CTX),
        ]),
      ]),
      seg(
        "IK5",
        "R",
        1,
        "transaction outcome",
        `1!=A,E,M,R,W,X ${[2, 3, 4, 5, 6].map((n) => `${n}=1,2,3,4,5,6,7,8,9,10,11,12,13,15,16,17,18,19,23,24,25,26,27,I5,I6`).join(" ")}`,
      ),
    ]),
    seg(
      "AK9",
      "R",
      1,
      "group outcome",
      `1!=A,E,M,P,R,W,X 2! 3! 4! ${[5, 6, 7, 8, 9].map((n) => `${n}=1,2,3,4,5,6,10,11,12,13,14,15,16,17,18,19,23,24,25,26`).join(" ")}`,
    ),
  ],
};
