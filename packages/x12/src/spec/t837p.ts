import { loop, seg, type LoopSpec, type SegmentSpec, type TransactionSpec } from "./describe.ts";

const PROCEDURE = "1!=ER,HC,IV,WK;2!;3;4;5;6;7";
const FILING = "11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ";
const RESPONSIBILITY = "A,B,C,D,E,F,G,H,P,S,T,U";
const MSP = "12,13,14,15,16,41,42,43,47";
const CAS = "1!=CO,CR,OA,PI,PR 2! 3! 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19";
const HCP_BEGIN = "1!=00,01,02,03,04,05,07,08,09,10,11,12,13,14 2! 3 4 5 6 7";
const HCP_END = "13=T1,T2,T3,T4,T5,T6 14=1,2,3,4,5 15=1,2,3,4,5,6";
const CONTACT = "1!=IC 2 3!=TE 4! 5=EX 6";

/** N3 and N4. */
function address(usage: "R" | "S", what: string): SegmentSpec[] {
  return [
    seg("N3", usage, 1, `${what} address`, "1! 2"),
    seg("N4", usage, 1, `${what} city, state, ZIP`, "1! 2 3 4 7"),
  ];
}
function date(code: string, max: number, what: string, formats = "D8"): SegmentSpec {
  return seg("DTP", "S", max, what, `1!=${code} 2!=${formats} 3!`);
}
function ref(codes: string, max: number, what: string, usage: "R" | "S" = "S"): SegmentSpec {
  return seg("REF", usage, max, what, `1!=${codes} 2!`);
}
/**
 * Secondary numbers of a provider. On a line they may be another payer's (REF04) and there may be 20; on a claim there are
 * `max`, all of the claim's payer.
 */
function providerRef(loopId: string, codes: string, max: number, what: string): SegmentSpec {
  const ofLine = loopId.startsWith("2420");
  return seg(
    "REF",
    "S",
    ofLine ? 20 : max,
    `${what} secondary number`,
    `1!=${codes} 2!${ofLine ? " 4(1!=2U;2!)" : ""}`,
  );
}
function provider(loopId: string, max: number, what: string, role: string, types: string, ids: string): LoopSpec {
  return loop(loopId, "S", max, what, [
    seg("NM1", "R", 1, `${what} name`, `1!=${role} 2!=${types} 3! 4 5 7 8=XX 9`),
    providerRef(loopId, ids, ids.split(",").length, what),
  ]);
}
function rendering(loopId: string, what: string): LoopSpec {
  return loop(loopId, "S", 1, what, [
    seg("NM1", "R", 1, `${what} name`, "1!=82 2!=1,2 3! 4 5 7 8=XX 9"),
    seg("PRV", "S", 1, `${what} specialty`, "1!=PE 2!=PXC 3!"),
    providerRef(loopId, "0B,1G,G2,LU", 4, what),
  ]);
}
function facility(loopId: string): LoopSpec {
  const ofLine = loopId.startsWith("2420");
  return loop(loopId, "S", 1, "service facility", [
    seg("NM1", "R", 1, "service facility name", "1!=77 2!=2 3! 8=XX 9"),
    ...address("R", "service facility"),
    seg("REF", "S", 3, "service facility secondary number", `1!=0B,G2,LU 2!${ofLine ? " 4(1!=2U;2!)" : ""}`),
    ...(ofLine ? [] : [seg("PER", "S", 1, "service facility contact", CONTACT)]),
  ]);
}
function ambulanceStop(loopId: string, role: string, what: string): LoopSpec {
  return loop(loopId, "S", 1, what, [seg("NM1", "R", 1, what, `1!=${role} 2!=2 3`), ...address("R", what)]);
}
function payerProvider(loopId: string, max: number, what: string, role: string, types: string, ids: string): LoopSpec {
  return loop(loopId, "S", max, `other payer's ${what}`, [
    seg("NM1", "R", 1, `other payer's ${what}`, `1!=${role} 2!=${types}`),
    ref(ids, Math.min(3, ids.split(",").length), `${what} number at the other payer`, "R"),
  ]);
}

const CR1 = seg("CR1", "S", 1, "ambulance transport", "1=LB 2 4!=A,B,C,D,E 5!=DH 6! 9 10");
/** CRC03 to CRC07: the first is needed. */
const conditions = (codes: string) => [3, 4, 5, 6, 7].map((n) => `${n}${n === 3 ? "!" : ""}=${codes}`).join(" ");
const CRC_AMBULANCE = seg(
  "CRC",
  "S",
  3,
  "ambulance certification",
  `1!=07 2!=N,Y ${conditions("01,04,05,06,07,08,09,12")}`,
);
const K3 = seg("K3", "S", 10, "file information", "1!");
const CN1 = seg("CN1", "S", 1, "contract", "1!=01,02,03,04,05,06,09 2 3 4 5 6");
const PAPERS =
  "1!=03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT," +
  "NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP";

const OTHER_SUBSCRIBER = loop("2320", "S", 10, "other insurance", [
  seg("SBR", "R", 1, "other insurance", `1!=${RESPONSIBILITY} 2!=01,18,19,20,21,39,40,53,G8 3 4 5=${MSP} 9=${FILING}`),
  seg("CAS", "S", 5, "claim adjustments of the other payer", CAS),
  seg("AMT", "S", 1, "amount the other payer paid", "1!=D 2!"),
  seg("AMT", "S", 1, "amount the other payer does not cover", "1!=A8 2!"),
  seg("AMT", "S", 1, "remaining patient liability", "1!=EAF 2!"),
  seg("OI", "R", 1, "other insurance agreements", "3!=N,W,Y 4=P 6!=I,Y"),
  seg("MOA", "S", 1, "outpatient adjudication", "1 2 3 4 5 6 7 8 9"),
  loop("2330A", "R", 1, "other subscriber", [
    seg("NM1", "R", 1, "other subscriber name", "1!=IL 2!=1,2 3! 4 5 7 8!=II,MI 9!"),
    ...address("S", "other subscriber"),
    ref("SY", 2, "other subscriber's social security number"),
  ]),
  loop("2330B", "R", 1, "other payer", [
    seg("NM1", "R", 1, "other payer name", "1!=PR 2!=2 3! 8!=PI,XV 9!"),
    ...address("S", "other payer"),
    date("573", 1, "date the other payer decided"),
    ref("2U,EI,FY,NF", 2, "other payer's secondary number"),
    ref("G1", 1, "other payer's prior authorization"),
    ref("9F", 1, "other payer's referral number"),
    ref("T4", 1, "other payer's claim adjustment indicator"),
    ref("F8", 1, "other payer's claim number"),
  ]),
  payerProvider("2330C", 2, "referring provider", "DN,P3", "1", "0B,1G,G2"),
  payerProvider("2330D", 1, "rendering provider", "82", "1,2", "0B,1G,G2,LU"),
  payerProvider("2330E", 1, "service facility", "77", "2", "0B,G2,LU"),
  payerProvider("2330F", 1, "supervising provider", "DQ", "1", "0B,1G,G2,LU"),
  payerProvider("2330G", 1, "billing provider", "85", "1,2", "G2,LU"),
]);

const SERVICE_LINE = loop("2400", "R", 50, "service line", [
  seg("LX", "R", 1, "service line number", "1!"),
  seg("SV1", "R", 1, "service", `1!(${PROCEDURE}) 2! 3!=MJ,UN 4! 5 7!(1!;2;3;4) 9=Y 11=Y 12=Y 15=0`),
  seg("SV5", "S", 1, "durable equipment", "1!(1!=HC;2!) 2!=DA 3! 4! 5! 6!=1,4,6"),
  seg("PWK", "S", 11, "line attachment", `${PAPERS} 2!=AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS 5=AC 6`),
  CR1,
  seg("CR3", "S", 1, "equipment certification", "1!=I,R,S 2!=MO 3!"),
  CRC_AMBULANCE,
  seg("CRC", "S", 1, "hospice employee", "1!=70 2!=N,Y 3!=65"),
  seg("CRC", "S", 1, "condition of the equipment", "1!=09 2!=N,Y 3!=38,ZV 4=38,ZV"),
  seg("DTP", "R", 1, "date of service", "1!=472 2!=D8,RD8 3!"),
  date("471", 1, "prescription date"),
  date("607", 1, "recertification date"),
  date("463", 1, "date therapy began"),
  date("461", 1, "last certification date"),
  date("304", 1, "date last seen"),
  date("738,739", 2, "test date"),
  date("011", 1, "shipped date"),
  date("455", 1, "last X-ray date"),
  date("454", 1, "initial treatment date"),
  seg("QTY", "S", 1, "ambulance patients", "1!=PT 2!"),
  seg("QTY", "S", 1, "obstetric units", "1!=FL 2!"),
  seg("MEA", "S", 5, "test result", "1!=OG,TR 2!=HT,R1,R2,R3,R4 3!"),
  CN1,
  ref("9B", 1, "repriced line number"),
  ref("9D", 1, "adjusted repriced line number"),
  seg("REF", "S", 5, "line prior authorization", "1!=G1 2! 4(1!=2U;2!)"),
  ref("6R", 1, "line control number"),
  ref("EW", 1, "mammography certification"),
  ref("X4", 1, "CLIA number of the line"),
  ref("F4", 1, "referring CLIA number"),
  ref("BT", 1, "immunization batch"),
  seg("REF", "S", 5, "line referral number", "1!=9F 2! 4(1!=2U;2!)"),
  seg("AMT", "S", 1, "sales tax", "1!=T 2!"),
  seg("AMT", "S", 1, "postage", "1!=F4 2!"),
  K3,
  seg("NTE", "S", 1, "line note", "1!=ADD,DCP 2!"),
  seg("NTE", "S", 1, "third party note", "1!=TPO 2!"),
  seg("PS1", "S", 1, "purchased service", "1! 2!"),
  seg("HCP", "S", 1, "line repricing", `${HCP_BEGIN} 9=ER,HC,IV,WK 10 11=MJ,UN 12 ${HCP_END}`),
  loop("2410", "S", 1, "drug", [
    seg("LIN", "R", 1, "drug code", "2!=EN,EO,HI,N4,ON,UK,UP 3!"),
    seg("CTP", "R", 1, "drug quantity", "4! 5!(1!=F2,GR,ME,ML,UN)"),
    ref("VY,XZ", 1, "prescription number"),
  ]),
  rendering("2420A", "line rendering provider"),
  loop("2420B", "S", 1, "purchased service provider", [
    seg("NM1", "R", 1, "purchased service provider", "1!=QB 2!=1,2 8=XX 9"),
    seg("REF", "S", 20, "purchased service provider secondary number", "1!=0B,1G,G2 2! 4(1!=2U;2!)"),
  ]),
  facility("2420C"),
  provider("2420D", 1, "line supervising provider", "DQ", "1", "0B,1G,G2,LU"),
  loop("2420E", "S", 1, "ordering provider", [
    seg("NM1", "R", 1, "ordering provider name", "1!=DK 2!=1 3! 4 5 7 8=XX 9"),
    ...address("S", "ordering provider"),
    seg("REF", "S", 20, "ordering provider secondary number", "1!=0B,1G,G2 2! 4(1!=2U;2!)"),
    seg("PER", "S", 1, "ordering provider contact", "1!=IC 2 3!=EM,FX,TE 4! 5=EM,EX,FX,TE 6 7=EM,EX,FX,TE 8"),
  ]),
  provider("2420F", 2, "line referring provider", "DN,P3", "1", "0B,1G,G2"),
  ambulanceStop("2420G", "PW", "ambulance pick-up"),
  ambulanceStop("2420H", "45", "ambulance drop-off"),
  loop("2430", "S", 15, "line adjudication of the other payer", [
    seg("SVD", "R", 1, "line adjudication", `1! 2! 3!(${PROCEDURE}) 5! 6`),
    seg("CAS", "S", 5, "line adjustments of the other payer", CAS),
    seg("DTP", "R", 1, "date the other payer decided on the line", "1!=573 2!=D8 3!"),
    seg("AMT", "S", 1, "remaining patient liability of the line", "1!=EAF 2!"),
  ]),
  loop("2440", "S", 100, "form", [
    seg("LQ", "R", 1, "form", "1!=AS,UT 2!"),
    seg("FRM", "R", 99, "form answer", "1! 2=N,W,Y 3 4 5"),
  ]),
]);

const CLAIM = loop("2300", "S", 100, "claim", [
  seg(
    "CLM",
    "R",
    1,
    "claim",
    "1! 2! 5!(1!;2!=B;3!) 6!=N,Y 7!=A,B,C 8!=N,W,Y 9!=I,Y 10=P " +
      "11(1!=AA,EM,OA;2=AA,EM,OA;4;5) 12=02,03,05,09 20=1,2,3,4,5,6,7,8,9,10,11,15",
  ),
  date("431", 1, "onset date"),
  date("454", 1, "initial treatment date"),
  date("304", 1, "date last seen"),
  date("453", 1, "date of acute manifestation"),
  date("439", 1, "accident date"),
  date("484", 1, "last menstrual period"),
  date("455", 1, "last X-ray date"),
  date("471", 1, "prescription date"),
  date("314,360,361", 1, "disability dates", "D8,RD8"),
  date("297", 1, "last day worked"),
  date("296", 1, "return to work"),
  date("435", 1, "admission date"),
  date("096", 1, "discharge date"),
  date("090,091", 2, "dates of assumed and relinquished care"),
  date("444", 1, "date of first contact"),
  date("050", 1, "date the repricer received it"),
  seg("PWK", "S", 10, "claim attachment", `${PAPERS} 2!=AA,BM,EL,EM,FT,FX 5=AC 6`),
  CN1,
  seg("AMT", "S", 1, "amount the patient paid", "1!=F5 2!"),
  ref("4N", 1, "service authorization exception"),
  ref("F5", 1, "Medicare crossover indicator"),
  ref("EW", 1, "mammography certification"),
  ref("9F", 1, "referral number"),
  ref("G1", 1, "prior authorization"),
  ref("F8", 1, "payer's number of the original claim"),
  ref("X4", 1, "CLIA number"),
  ref("9A", 1, "repriced claim number"),
  ref("9C", 1, "adjusted repriced claim number"),
  ref("LX", 1, "investigational device number"),
  ref("D9", 1, "clearinghouse trace number"),
  ref("EA", 1, "medical record number"),
  ref("P4", 1, "demonstration project"),
  ref("1J", 1, "care plan oversight number"),
  K3,
  seg("NTE", "S", 1, "claim note", "1!=ADD,CER,DCP,DGN,TPO 2!"),
  CR1,
  seg("CR2", "S", 1, "spinal manipulation", "8!=A,C,D,E,F,G,M 10 11"),
  CRC_AMBULANCE,
  seg("CRC", "S", 3, "patient's vision condition", `1!=E1,E2,E3 2!=N,Y ${conditions("L1,L2,L3,L4,L5")}`),
  seg("CRC", "S", 1, "homebound", "1!=75 2!=Y 3!=IH"),
  seg("CRC", "S", 1, "EPSDT referral", "1!=ZZ 2!=N,Y 3!=AV,NU,S2,ST 4=AV,NU,S2,ST 5=AV,NU,S2,ST"),
  seg(
    "HI",
    "R",
    1,
    "diagnoses",
    `1!(1!=ABK,BK;2!) ${[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => `${n}(1!=ABF,BF;2!)`).join(" ")}`,
  ),
  seg("HI", "S", 1, "anesthesia procedures", "1!(1!=BP;2!) 2(1!=BO;2!)"),
  seg(
    "HI",
    "S",
    2,
    "condition codes",
    `1!(1!=BG;2!) ${[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => `${n}(1!=BG;2!)`).join(" ")}`,
  ),
  seg("HCP", "S", 1, "claim repricing", `${HCP_BEGIN} ${HCP_END}`),
  provider("2310A", 2, "referring provider", "DN,P3", "1", "0B,1G,G2"),
  rendering("2310B", "rendering provider"),
  facility("2310C"),
  provider("2310D", 1, "supervising provider", "DQ", "1", "0B,1G,G2,LU"),
  ambulanceStop("2310E", "PW", "ambulance pick-up"),
  ambulanceStop("2310F", "45", "ambulance drop-off"),
  OTHER_SUBSCRIBER,
  SERVICE_LINE,
]);

const PATIENT = loop("2000C", "S", 99_999, "patient", [
  seg("HL", "R", 1, "patient level", "1! 2! 3!=23 4!=0"),
  seg("PAT", "R", 1, "patient", "1!=01,19,20,21,39,40,53,G8 5=D8 6 7=01 8 9=Y"),
  loop("2010CA", "R", 1, "patient", [
    seg("NM1", "R", 1, "patient name", "1!=QC 2!=1 3! 4 5 7"),
    ...address("R", "patient"),
    seg("DMG", "R", 1, "patient's birth date and sex", "1!=D8 2! 3!=F,M,U"),
    ref("Y4", 1, "property and casualty claim number"),
    ref("1W,SY", 1, "patient's property and casualty number"),
    seg("PER", "S", 1, "patient contact", CONTACT),
  ]),
  CLAIM,
]);

const SUBSCRIBER = loop("2000B", "R", 99_999, "subscriber", [
  seg("HL", "R", 1, "subscriber level", "1! 2! 3!=22 4!=0,1"),
  seg("SBR", "R", 1, "subscriber's insurance", `1!=${RESPONSIBILITY} 2=18 3 4 5=${MSP} 9=${FILING}`),
  seg("PAT", "S", 1, "subscriber as patient", "5=D8 6 7=01 8 9=Y"),
  loop("2010BA", "R", 1, "subscriber", [
    seg("NM1", "R", 1, "subscriber name", "1!=IL 2!=1,2 3! 4 5 7 8=II,MI 9"),
    ...address("S", "subscriber"),
    seg("DMG", "S", 1, "subscriber's birth date and sex", "1!=D8 2! 3!=F,M,U"),
    ref("SY", 1, "subscriber's social security number"),
    ref("Y4", 1, "property and casualty claim number"),
    seg("PER", "S", 1, "subscriber contact", CONTACT),
  ]),
  loop("2010BB", "R", 1, "payer", [
    seg("NM1", "R", 1, "payer name", "1!=PR 2!=2 3! 8!=PI,XV 9!"),
    ...address("S", "payer"),
    ref("2U,EI,FY,NF", 3, "payer's secondary number"),
    ref("G2,LU", 2, "billing provider's number at the payer"),
  ]),
  CLAIM,
  PATIENT,
]);

/** Health care claim, professional: X12 005010X222A1. */
export const T837P: TransactionSpec = {
  code: "837",
  groupCode: "HC",
  version: "005010X222A1",
  versionInSt: true,
  alsoReads: ["005010X222", "005010X222A2"],
  short: "837P",
  name: "professional claims",
  children: [
    seg("BHT", "R", 1, "beginning of the claims", "1!=0019 2!=00,18 3! 4! 5! 6!=31,CH,RP"),
    loop("1000A", "R", 1, "submitter", [
      seg("NM1", "R", 1, "submitter name", "1!=41 2!=1,2 3! 4 5 8!=46 9!"),
      seg("PER", "R", 2, "submitter contact", "1!=IC 2 3!=EM,FX,TE 4! 5=EM,EX,FX,TE 6 7=EM,EX,FX,TE 8"),
    ]),
    loop("1000B", "R", 1, "receiver", [seg("NM1", "R", 1, "receiver name", "1!=40 2!=2 3! 8!=46 9!")]),
    loop("2000A", "R", 99_999, "billing provider", [
      seg("HL", "R", 1, "billing provider level", "1! 3!=20 4!=1"),
      seg("PRV", "S", 1, "billing provider specialty", "1!=BI 2!=PXC 3!"),
      seg("CUR", "S", 1, "currency", "1!=85 2!"),
      loop("2010AA", "R", 1, "billing provider", [
        seg("NM1", "R", 1, "billing provider name", "1!=85 2!=1,2 3! 4 5 7 8=XX 9"),
        ...address("R", "billing provider"),
        ref("EI,SY", 1, "billing provider's tax id", "R"),
        ref("0B,1G", 2, "billing provider's licence or UPIN"),
        seg("PER", "S", 2, "billing provider contact", "1!=IC 2 3!=EM,FX,TE 4! 5=EM,EX,FX,TE 6 7=EM,EX,FX,TE 8"),
      ]),
      loop("2010AB", "S", 1, "pay-to address", [
        seg("NM1", "R", 1, "pay-to address", "1!=87 2!=1,2"),
        ...address("R", "pay-to"),
      ]),
      loop("2010AC", "S", 1, "pay-to plan", [
        seg("NM1", "R", 1, "pay-to plan name", "1!=PE 2!=2 3! 8!=PI,XV 9!"),
        ...address("R", "pay-to plan"),
        ref("2U,FY,NF", 1, "pay-to plan's secondary number"),
        ref("EI", 1, "pay-to plan's tax id", "R"),
      ]),
      SUBSCRIBER,
    ]),
  ],
};
