import { loop, MANY, seg, type LoopSpec, type SegmentSpec, type TransactionSpec } from "./describe.ts";

const RECEIVER = "1!=41 2!=1,2 3 4 5 8!=46 9!";
const PROVIDER = "1!=1P 2!=1,2 3 4 5 7 8!=FI,SV,XX 9!";
const SUBSCRIBER = "1!=IL 2!=1,2 3! 4 5 7 8!=24,II,MI 9!";
const PROCEDURE = "1!=AD,ER,HC,HP,IV,N4,NU,WK;2!;3;4;5;6";

const date = (max: number, usage: "R" | "S", what: string) => seg("DTP", usage, max, what, "1!=472 2!=D8,RD8 3!");
const ref = (code: string, what: string) => seg("REF", "S", 1, what, `1!=${code} 2!`);

function inquiry(suffix: "D" | "E"): LoopSpec {
  return loop(`2200${suffix}`, suffix === "D" ? "S" : "R", MANY, "claim asked about", [
    seg("TRN", "R", 1, "trace of the question", "1!=1 2!"),
    ref("1K", "payer's claim number"),
    ref("BLT", "type of bill"),
    ref("LU", "application or location system"),
    ref("6P", "group number"),
    ref("EJ", "patient account number"),
    ref("XZ", "prescription number"),
    ref("D9", "clearinghouse trace number"),
    ref("EA", "medical record number"),
    ref("Y1", "property and casualty claim number"),
    seg("AMT", "S", 1, "claim charge", "1!=T3 2!"),
    date(1, "S", "dates of service"),
    loop(`2210${suffix}`, "S", MANY, "line asked about", [
      seg("SVC", "R", 1, "line asked about", `1!(${PROCEDURE}) 2! 4 7!`),
      ref("FJ", "line control number"),
      date(1, "R", "date of service of the line"),
    ]),
  ]);
}

const DMG = (what: string): SegmentSpec => seg("DMG", "S", 1, `${what}'s birth date and sex`, "1!=D8 2! 3=F,M");

/** Claim status inquiry: X12 005010X212. */
export const T276: TransactionSpec = {
  code: "276",
  groupCode: "HR",
  version: "005010X212",
  versionInSt: true,
  alsoReads: ["005010X212E1", "005010X212E2"],
  short: "276",
  name: "claim status questions",
  children: [
    seg("BHT", "R", 1, "beginning of the questions", "1!=0010 2!=13 3! 4! 5!"),
    loop("2000A", "R", MANY, "payer", [
      seg("HL", "R", 1, "payer level", "1! 3!=20 4!=1"),
      loop("2100A", "R", 1, "payer", [seg("NM1", "R", 1, "payer name", "1!=PR 2!=2 3! 8!=PI,XV 9!")]),
      loop("2000B", "R", MANY, "information receiver", [
        seg("HL", "R", 1, "information receiver level", "1! 2! 3!=21 4!=1"),
        loop("2100B", "R", 1, "information receiver", [seg("NM1", "R", 1, "information receiver name", RECEIVER)]),
        loop("2000C", "R", MANY, "provider", [
          seg("HL", "R", 1, "provider level", "1! 2! 3!=19 4!=1"),
          loop("2100C", "R", 2, "provider", [seg("NM1", "R", 1, "provider name", PROVIDER)]),
          loop("2000D", "R", MANY, "subscriber", [
            seg("HL", "R", 1, "subscriber level", "1! 2! 3!=22 4!=0,1"),
            DMG("subscriber"),
            loop("2100D", "R", 1, "subscriber", [seg("NM1", "R", 1, "subscriber name", SUBSCRIBER)]),
            inquiry("D"),
            loop("2000E", "S", MANY, "dependent", [
              seg("HL", "R", 1, "dependent level", "1! 2! 3!=23"),
              DMG("dependent"),
              loop("2100E", "R", 1, "dependent", [seg("NM1", "R", 1, "dependent name", "1!=QC 2!=1 3! 4 5 7")]),
              inquiry("E"),
            ]),
          ]),
        ]),
      ]),
    ]),
  ],
};

const CODE = "1!;2!;3;4=RX";
const CONTACT = "1!=IC 2 3!=ED,EM,FX,TE 4! 5=ED,EM,EX,FX,TE 6 7=ED,EM,EX,FX,TE 8";

/** STC of the 277: `full` where money was decided. */
const status = (full: boolean) =>
  seg(
    "STC",
    "R",
    MANY,
    "status",
    full ? `1!(${CODE}) 2! 4 5 6 8 9 10(${CODE}) 11(${CODE})` : `1!(${CODE}) 2! 10(${CODE}) 11(${CODE})`,
  );

function answer(suffix: "D" | "E"): LoopSpec {
  return loop(`2200${suffix}`, suffix === "D" ? "S" : "R", MANY, "claim status", [
    seg("TRN", "R", 1, "trace of the question", "1!=2 2!"),
    status(true),
    ref("1K", "payer's claim number"),
    ref("BLT", "type of bill"),
    ref("EJ", "patient account number"),
    ref("XZ", "prescription number"),
    ref("VV", "voucher"),
    ref("D9", "clearinghouse trace number"),
    date(1, "S", "dates of service"),
    loop(`2220${suffix}`, "S", MANY, "line status", [
      seg("SVC", "R", 1, "line", `1!(${PROCEDURE}) 2! 3! 4 7`),
      status(true),
      ref("FJ", "line control number"),
      date(1, "S", "date of service of the line"),
    ]),
  ]);
}

function refused(suffix: "B" | "C", traceType: string): LoopSpec {
  return loop(`2200${suffix}`, "S", 1, "status of the request", [
    seg("TRN", "R", 1, "trace of the request", `1!=${traceType} 2!`),
    status(false),
  ]);
}

/** Claim status response: X12 005010X212. */
export const T277: TransactionSpec = {
  code: "277",
  groupCode: "HN",
  version: "005010X212",
  versionInSt: true,
  alsoReads: ["005010X212E1", "005010X212E2"],
  short: "277",
  name: "claim status answers",
  children: [
    seg("BHT", "R", 1, "beginning of the answers", "1!=0010 2!=08 3! 4! 5! 6!=DG"),
    loop("2000A", "R", MANY, "payer", [
      seg("HL", "R", 1, "payer level", "1! 3!=20 4!=1"),
      loop("2100A", "R", 1, "payer", [
        seg("NM1", "R", 1, "payer name", "1!=PR 2!=2 3! 8!=PI,XV 9!"),
        seg("PER", "S", 1, "payer contact", CONTACT),
      ]),
      loop("2000B", "R", MANY, "information receiver", [
        seg("HL", "R", 1, "information receiver level", "1! 2! 3!=21 4!=0,1"),
        loop("2100B", "R", 1, "information receiver", [seg("NM1", "R", 1, "information receiver name", RECEIVER)]),
        refused("B", "2"),
        loop("2000C", "S", MANY, "provider", [
          seg("HL", "R", 1, "provider level", "1! 2! 3!=19 4!=0,1"),
          loop("2100C", "R", 2, "provider", [seg("NM1", "R", 1, "provider name", PROVIDER)]),
          refused("C", "1"),
          loop("2000D", "S", MANY, "subscriber", [
            seg("HL", "R", 1, "subscriber level", "1! 2! 3!=22 4!=0,1"),
            loop("2100D", "R", 1, "subscriber", [seg("NM1", "R", 1, "subscriber name", SUBSCRIBER)]),
            answer("D"),
            loop("2000E", "S", MANY, "dependent", [
              seg("HL", "R", 1, "dependent level", "1! 2! 3!=23"),
              loop("2100E", "R", 1, "dependent", [seg("NM1", "R", 1, "dependent name", "1!=QC 2!=1 3! 4 5 7")]),
              answer("E"),
            ]),
          ]),
        ]),
      ]),
    ]),
  ],
};
