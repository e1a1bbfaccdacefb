import { must } from "@practicum/kernel/assert";

/** How the characters of an element are read (X12.6): text, code, date, time, decimal, whole number. */
export type ElementType = "AN" | "ID" | "DT" | "TM" | "R" | "N0";

export interface DataElement {
  /** X12 data element number; IK402 of a 999. */
  readonly number: string;
  /** Our own words for it. */
  readonly name: string;
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
}

/** One string of each type for all elements: comparing them is then comparing addresses. */
const TYPES: Readonly<Record<string, ElementType>> = { AN: "AN", ID: "ID", DT: "DT", TM: "TM", R: "R", N0: "N0" };

/**
 * Data elements of version 005010 that our transactions use: number, type, shortest and longest length, and a name in
 * our own words. Numbers, types and lengths are public facts of the X12 data element dictionary; a loop identifier (447) may be
 * longer than its four characters, as 999s of payers have it.
 */
const TABLE = `
2 N0 1-6 number accepted
19 AN 2-30 city
26 ID 2-3 country
28 N0 1-9 group control number
61 AN 1-30 free text
65 R 1-8 height
66 ID 1-2 kind of id
67 AN 2-80 id
81 R 1-10 weight
93 AN 1-60 name
96 N0 1-10 number of segments
97 N0 1-6 number of transactions included
98 ID 2-3 entity code
100 ID 3-3 currency
116 ID 3-15 ZIP or postal code
118 R 1-9 rate
123 N0 1-6 number received
127 AN 1-50 reference number
128 ID 2-3 kind of reference
143 ID 3-3 transaction code
156 ID 2-2 state
166 AN 1-55 address line
212 R 1-17 unit price
234 AN 1-48 product or service code
235 ID 2-2 kind of product or service code
236 ID 3-3 price code
280 R 4-10 exchange rate
305 ID 1-2 handling code
306 ID 1-2 action code
309 ID 1-2 kind of location
310 AN 1-30 location
329 AN 4-9 transaction control number
332 R 1-6 percent
337 TM 4-8 time
338 R 1-6 terms discount percent
349 ID 1-1 item description type
350 AN 1-20 assigned number
352 AN 1-80 description
353 ID 2-2 purpose code
355 ID 2-2 unit of measure
363 ID 3-3 note code
364 AN 1-256 telephone, fax or e-mail
365 ID 2-2 kind of communication number
366 ID 2-2 contact function
373 DT 8-8 date
374 ID 3-3 kind of date
380 R 1-15 quantity
426 ID 2-2 adjustment reason
429 AN 1-16 check number
443 AN 1-20 contact inquiry reference
447 AN 1-6 loop identifier
449 AN 1-80 fixed format information
478 ID 1-1 credit or debit
479 ID 2-2 functional group code
480 AN 1-12 version
481 ID 1-2 kind of trace
506 ID 2-2 kind of bank number
507 AN 3-12 bank number
508 AN 1-35 account number
509 AN 10-10 originating company
510 AN 9-9 originating company supplement
522 ID 1-3 kind of amount
554 N0 1-6 line number
559 ID 2-2 agency
569 ID 1-3 kind of account
584 ID 2-2 employment status
591 ID 3-3 payment method
594 ID 1-1 frequency
609 N0 1-9 count
615 ID 1-2 time period
616 N0 1-3 number of periods
618 ID 1-3 transaction error
620 ID 1-3 segment error
621 ID 1-3 element error
623 ID 2-2 time zone
628 AN 1-12 hierarchical level number
640 ID 2-2 transaction type
649 R 1-10 multiplier
659 ID 1-2 basis of verification
673 ID 2-2 kind of quantity
678 ID 1-2 delivery pattern
679 ID 1-1 delivery time
706 ID 2-2 relationship of entities
715 ID 1-1 group outcome
716 ID 1-3 group error
717 ID 1-1 transaction outcome
719 N0 1-10 segment position
721 ID 2-3 segment id
722 N0 1-2 element position
724 AN 1-99 copy of bad element
725 N0 1-4 element reference number
734 AN 1-12 parent's hierarchical level number
735 ID 1-2 hierarchical level code
736 ID 1-1 child code
737 ID 2-2 measurement reference
738 ID 1-3 kind of measurement
739 R 1-20 measurement value
752 ID 2-2 surface position
755 ID 2-2 report type
756 ID 1-2 way of sending
757 N0 1-2 copies needed
782 R 1-18 amount
786 ID 2-2 security level
799 AN 1-30 version identifier
812 ID 1-10 payment format
875 ID 3-3 maintenance type
889 ID 1-1 follow-up action
901 ID 2-2 reject reason
923 ID 1-1 prognosis
933 AN 1-264 message
934 ID 2-2 printer control
954 R 1-10 percent as a fraction
1005 ID 4-4 hierarchical structure
1018 R 1-15 exponent
1028 AN 1-38 patient account number
1029 ID 1-2 claim status
1032 ID 1-2 claim filing indicator
1033 ID 1-2 adjustment group
1034 ID 1-5 adjustment reason
1035 AN 1-60 last name or organization name
1036 AN 1-35 first name
1037 AN 1-25 middle name
1038 AN 1-10 name prefix
1039 AN 1-10 name suffix
1048 ID 1-3 business function
1065 ID 1-1 person or organization
1066 ID 1-2 citizenship
1067 ID 1-1 marital status
1068 ID 1-1 sex
1069 ID 2-2 relationship to the insured
1073 ID 1-1 yes or no
1109 ID 1-1 race or ethnicity
1136 ID 2-2 code category
1137 AN 1-15 medical code value
1138 ID 1-1 payer responsibility
1143 ID 1-1 coordination of benefits
1146 ID 1-1 disability type
1149 ID 4-6 occupation
1154 ID 2-2 work intensity
1161 ID 1-2 product option
1165 ID 1-1 confidentiality
1166 ID 2-2 contract type
1167 R 1-6 sample selection modulus
1176 ID 2-3 employment class
1201 ID 1-1 information status
1203 ID 2-3 maintenance reason
1204 AN 1-50 plan description
1205 ID 2-3 insurance line
1207 ID 3-3 coverage level
1209 ID 1-1 underwriting decision
1211 ID 2-3 drug house
1212 ID 1-1 health related code
1213 ID 1-1 current health condition
1214 AN 1-5 salary grade
1215 ID 1-1 identification card type
1216 ID 1-1 benefit status
1218 ID 1-1 Medicare plan
1219 ID 1-2 COBRA event
1220 ID 1-1 student status
1221 ID 1-3 provider role
1222 AN 1-3 provider specialty
1223 ID 3-3 provider organization
1250 ID 2-3 date format
1251 AN 1-35 date or period
1270 ID 1-3 code list
1271 AN 1-30 code
1303 ID 1-2 use of language
1304 ID 1-1 language proficiency
1316 ID 1-1 ambulance transport
1317 ID 1-1 ambulance transport reason
1321 ID 2-3 condition
1322 ID 1-1 certification type
1325 ID 1-1 claim frequency
1327 ID 1-1 copay status
1328 N0 1-2 diagnosis pointer
1331 AN 1-2 facility code
1332 ID 1-2 kind of facility code
1333 ID 1-2 record format
1334 ID 1-1 shortage area
1335 ID 1-1 insulin dependence
1336 ID 1-3 insurance type
1337 ID 1-1 level of care
1338 ID 1-3 level of service
1339 AN 2-2 modifier
1340 ID 1-2 multiple procedure
1341 AN 1-2 national review
1342 ID 1-1 nature of condition
1343 ID 1-2 non-institutional claim type
1351 ID 1-1 patient signature source
1352 ID 1-2 patient status
1354 ID 1-4 diagnosis related group
1359 ID 1-1 assignment
1360 ID 1-1 agreement
1362 ID 2-3 related cause
1363 ID 1-1 release of information
1364 ID 1-2 review
1365 ID 1-2 service type
1366 ID 2-3 special program
1367 ID 2-3 subluxation level
1383 ID 2-2 submission reason
1384 ID 1-1 patient location
1390 ID 1-2 benefit kind
1470 N0 1-9 number
1473 ID 2-2 pricing method
1514 ID 1-2 delay reason
1525 ID 1-2 request category
1526 ID 1-2 policy compliance
1527 ID 1-2 exception
1528 N0 1-2 component position
1595 ID 1-1 government service
1596 ID 1-2 military rank
1686 N0 1-4 repetition position
1701 ID 1-1 Medicare eligibility reason
1705 AN 1-35 implementation version
1715 ID 1-3 country subdivision
9998 AN 1-35 context reference
9999 AN 1-35 context name
I08 DT 6-6 interchange date
I09 TM 4-4 interchange time
I12 N0 9-9 interchange control number
I17 ID 1-1 interchange outcome
I18 ID 3-3 interchange note
`;

export const DATA_ELEMENTS: ReadonlyMap<string, DataElement> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line): [string, DataElement] => {
      const [number = "", type = "", length = "", ...name] = line.split(" ");
      const [min = "", max = ""] = length.split("-");
      return [number, { number, name: name.join(" "), type: must(TYPES[type]), min: Number(min), max: Number(max) }];
    }),
);
