import { appealGrounds } from "@practicum/contracts/billing/appeals";
import { describe, expect, test } from "vitest";
import { groundsOf, GROUNDS, PAPERS } from "./appeal-grounds.ts";

/** What each row has to lead to: reason, remark, group, grounds as a biller looks for them. Written out, not taken from the table. */
const ROWS = `
197 N475 CO referral
197 N476 CO referral
197 N489 CO referral
197 N490 CO referral
197 N335 CO referral
16 M60 CO records
16 M127 CO records
16 N29 CO records
16 N225 CO records
16 N463 CO records
16 N706 CO records
16 M62 CO authorization
16 N54 CO authorization
16 N522 CO duplicate
50 M127 CO records
50 N29 CO records
50 N225 CO records
50 N463 CO records
50 N706 CO records
16 M15 CO bundled
16 M80 CO bundled
96 N115 CO medical-necessity
96 N386 CO medical-necessity
96 M15 CO bundled
96 M80 CO bundled
96 N19 CO bundled
96 N20 CO bundled
96 - PR non-covered
204 - PR non-covered
27 - PR eligibility
22 - OA eligibility
29 - CO timely-filing
15 - CO authorization
38 - CO authorization
39 - CO authorization
197 - CO authorization
198 - CO authorization
210 - CO authorization
284 - CO authorization
296 - CO authorization
288 - CO referral
11 - CO medical-necessity
40 - CO medical-necessity
50 - CO medical-necessity
54 - CO medical-necessity
55 - CO medical-necessity
56 - CO medical-necessity
58 - CO medical-necessity
150 - CO medical-necessity
151 - CO medical-necessity
152 - CO medical-necessity
153 - CO medical-necessity
167 - CO medical-necessity
186 - CO medical-necessity
222 - CO medical-necessity
B8 - CO medical-necessity
B14 - CO medical-necessity
59 - CO bundled
97 - CO bundled
231 - CO bundled
234 - CO bundled
236 - CO bundled
249 - CO bundled
18 - OA duplicate
B13 - CO duplicate
26 - CO eligibility
27 - CO eligibility
31 - CO eligibility
32 - CO eligibility
33 - CO eligibility
34 - CO eligibility
109 - CO eligibility
140 - CO eligibility
177 - CO eligibility
200 - CO eligibility
242 - CO network
243 - CO network
8 - CO credentialing
147 - CO credentialing
170 - CO credentialing
171 - CO credentialing
172 - CO credentialing
183 - CO credentialing
184 - CO credentialing
185 - CO credentialing
B7 - CO credentialing
4 - CO coding
5 - CO coding
6 - CO coding
7 - CO coding
9 - CO coding
10 - CO coding
12 - CO coding
13 - CO coding
16 - CO coding
125 - CO coding
129 - CO coding
146 - CO coding
181 - CO coding
182 - CO coding
189 - CO coding
199 - CO coding
206 - CO coding
207 - CO coding
208 - CO coding
112 - CO records
148 - CO records
163 - CO records
164 - CO records
226 - CO records
227 - PI records
250 - CO records
251 - CO records
252 - CO records
35 - CO non-covered
49 - CO non-covered
51 - CO non-covered
96 - CO non-covered
119 - CO non-covered
149 - CO non-covered
204 - CO non-covered
256 - CO non-covered
269 - CO non-covered
272 - CO non-covered
273 - CO non-covered
`;
const rows = ROWS.trim()
  .split("\n")
  .map((row) => row.split(" ") as [reason: string, remark: string, group: string, grounds: string]);

describe("BIL-181: on what grounds a refusal is appealed", () => {
  test.each(rows)("%s %s %s: %s", (reason, remark, group, grounds) => {
    expect(groundsOf(group, reason, remark === "-" ? [] : ["N999", remark])).toBe(grounds);
  });

  test("every row of the table is here", () => {
    const key = (reason: string, remark: string | null) => `${reason} ${remark ?? "-"}`;
    const here = new Set(rows.map(([reason, remark]) => `${reason} ${remark}`));
    expect(GROUNDS.map(([reason, remark]) => key(reason, remark)).filter((one) => !here.has(one))).toEqual([]);
    expect(rows).toHaveLength(GROUNDS.length);
  });

  test("a reason that is in no row has grounds that a person writes; each of the grounds has its papers", () => {
    expect(groundsOf("CO", "999", [])).toBe("other");
    expect(Object.keys(PAPERS).toSorted()).toEqual(appealGrounds.options.toSorted());
  });
});
