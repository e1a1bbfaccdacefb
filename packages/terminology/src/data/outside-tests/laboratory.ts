import type { Analyte } from "../in-house.ts";
import {
  BASIC_METABOLIC,
  BLOOD_COUNT,
  COMPREHENSIVE_METABOLIC,
  FERRITIN,
  found,
  FREE_T4,
  GROWTH,
  IRON,
  KIDNEY,
  LEAD,
  line,
  LIPIDS,
  LIVER,
  PHOSPHATE,
  REACTIVE,
  SEDIMENTATION,
  TESTOSTERONE,
  TSH,
  URIC_ACID,
  URINE_ALBUMIN,
} from "./analytes.ts";

/** What a family practice sends to a laboratory, by the names under which it is asked for. */
export interface LaboratoryTest {
  readonly kind: "laboratory";
  readonly key: string;
  readonly label: string;
  readonly group: string;
  /** What the laboratory mostly charges it by: two orders of one code are one test. */
  readonly code: string;
  readonly specimen: string;
  readonly keywords: string;
  /** Whether it is mostly drawn before breakfast. */
  readonly fasting: boolean;
  readonly analytes: readonly Analyte[];
}

type Said = Partial<Pick<LaboratoryTest, "specimen" | "fasting">>;

function test(
  group: string,
  [key, label, code, keywords]: readonly [key: string, label: string, code: string, keywords: string],
  analytes: readonly Analyte[],
  { specimen = "Blood", fasting = false }: Said = {},
): LaboratoryTest {
  return { kind: "laboratory", key, label, group, code, specimen, keywords, fasting, analytes };
}

const URINE: Said = { specimen: "Urine" };
const STOOL: Said = { specimen: "Stool" };
const SWAB: Said = { specimen: "Swab" };

const PANELS = "Panels";
const HORMONES = "Hormones";
const BLOOD = "Blood and iron";
const INFECTION = "Infections";
const OTHER = "Others";

export const LABORATORY_TESTS: readonly LaboratoryTest[] = [
  test(PANELS, ["cbc", "Complete blood count with differential", "85025", "cbc fbc hemogram"], BLOOD_COUNT),
  test(PANELS, ["bmp", "Basic metabolic panel", "80048", "bmp chem 7 electrolytes kidney"], BASIC_METABOLIC),
  test(PANELS, ["cmp", "Comprehensive metabolic panel", "80053", "cmp chem 14 liver kidney"], COMPREHENSIVE_METABOLIC),
  test(PANELS, ["lipids", "Lipid panel", "80061", "cholesterol ldl hdl triglycerides"], LIPIDS, { fasting: true }),
  test(PANELS, ["liver", "Hepatic function panel", "80076", "lft liver"], LIVER),
  test(PANELS, ["kidney", "Renal function panel", "80069", "kidney phosphate"], KIDNEY),
  test(
    PANELS,
    ["a1c", "Hemoglobin A1c", "83036", "hba1c diabetes"],
    [line(["a1c", "Hemoglobin A1c", "4548-4", "%", 1, [3, 20], [null, 5.6]])],
  ),
  test(
    PANELS,
    ["urine-albumin", "Urine albumin to creatinine ratio", "82043", "uacr microalbumin kidney"],
    URINE_ALBUMIN,
    URINE,
  ),
  test(HORMONES, ["tsh", "TSH", "84443", "thyroid"], [TSH]),
  test(HORMONES, ["tsh-t4", "TSH with free T4", "84439", "thyroid"], [TSH, FREE_T4]),
  test(
    HORMONES,
    ["tpo", "Thyroid peroxidase antibody", "86376", "hashimoto tpo"],
    [line(["tpo", "Thyroid peroxidase antibody", "8099-4", "IU/mL", 0, [0, 5000], [null, 8]])],
  ),
  test(HORMONES, ["testosterone", "Testosterone, total", "84403", "androgen"], [TESTOSTERONE], {
    specimen: "Blood, before 10 AM",
  }),
  test(
    HORMONES,
    ["prolactin", "Prolactin", "84146", "pituitary"],
    [line(["prolactin", "Prolactin", "2842-3", "ng/mL", 1, [0.1, 5000], [2, 30]])],
  ),
  test(
    HORMONES,
    ["fsh", "FSH", "83001", "menopause follicle"],
    [line(["fsh", "FSH", "15067-2", "mIU/mL", 1, [0.1, 300], [null, null]])],
  ),
  test(
    HORMONES,
    ["cortisol", "Cortisol, morning", "82533", "adrenal"],
    [line(["cortisol", "Cortisol, morning", "9813-7", "ug/dL", 1, [0.1, 100], [4, 22]])],
    { specimen: "Blood, 7 to 9 AM" },
  ),
  test(
    HORMONES,
    ["hcg", "hCG, quantitative", "84702", "pregnancy beta"],
    [line(["hcg", "hCG, quantitative", "21198-7", "mIU/mL", 0, [0, 500_000], [null, 4]])],
  ),
  test(BLOOD, ["ferritin", "Ferritin", "82728", "iron stores"], [FERRITIN]),
  test(BLOOD, ["iron", "Iron with binding capacity", "83550", "tibc saturation"], IRON),
  test(
    BLOOD,
    ["b12", "Vitamin B12", "82607", "cobalamin"],
    [line(["b12", "Vitamin B12", "2132-9", "pg/mL", 0, [30, 6000], [200, 1100]])],
  ),
  test(
    BLOOD,
    ["folate", "Folate", "82746", "folic acid"],
    [line(["folate", "Folate", "2284-8", "ng/mL", 1, [0.3, 60], [5.4, null]])],
  ),
  test(
    BLOOD,
    ["inr", "Prothrombin time with INR", "85610", "pt warfarin coagulation"],
    [
      line(["pt", "Prothrombin time", "5902-2", "s", 1, [5, 200], [9, 11.5]]),
      line(["inr", "INR", "6301-6", null, 1, [0.5, 20], [0.9, 1.1], [0, 5]]),
    ],
  ),
  test(
    BLOOD,
    ["d-dimer", "D-dimer", "85379", "clot dvt"],
    [line(["d-dimer", "D-dimer", null, "ug/mL FEU", 2, [0, 50], [null, 0.49]])],
  ),
  test(BLOOD, ["esr", "Sedimentation rate", "85652", "esr inflammation"], [SEDIMENTATION]),
  test(
    BLOOD,
    ["crp", "C-reactive protein", "86140", "crp inflammation"],
    [line(["crp", "C-reactive protein", "1988-5", "mg/L", 1, [0.1, 1000], [null, 8]])],
  ),
  test(
    INFECTION,
    ["urine-culture", "Urine culture", "87086", "uti bacteria"],
    [found("urine-culture", "Urine culture", "630-4", GROWTH)],
    { specimen: "Urine, clean catch" },
  ),
  test(
    INFECTION,
    ["throat-culture", "Throat culture", "87070", "strep"],
    [found("throat-culture", "Throat culture", "626-2", GROWTH)],
    { specimen: "Throat swab" },
  ),
  test(
    INFECTION,
    ["stool-culture", "Stool culture", "87045", "diarrhea salmonella campylobacter"],
    [found("stool-culture", "Stool culture", "625-4", GROWTH)],
    STOOL,
  ),
  test(
    INFECTION,
    ["parasites", "Ova and parasites", "87177", "giardia worms"],
    [found("parasites", "Ova and parasites", "10704-4")],
    STOOL,
  ),
  test(
    INFECTION,
    ["h-pylori", "H. pylori antigen, stool", "87338", "ulcer helicobacter"],
    [found("h-pylori", "H. pylori antigen, stool", "17780-8")],
    STOOL,
  ),
  test(
    INFECTION,
    ["hiv", "HIV antigen and antibody", "87389", "screening"],
    [found("hiv", "HIV 1 and 2 antigen and antibody", "56888-1", REACTIVE)],
  ),
  test(
    INFECTION,
    ["hepatitis-c", "Hepatitis C antibody", "86803", "hcv screening"],
    [found("hepatitis-c", "Hepatitis C antibody", "13955-0", REACTIVE)],
  ),
  test(
    INFECTION,
    ["hepatitis-b", "Hepatitis B surface antigen", "87340", "hbv hbsag"],
    [found("hepatitis-b", "Hepatitis B surface antigen", "5196-1", REACTIVE)],
  ),
  test(
    INFECTION,
    ["syphilis", "Syphilis (RPR)", "86592", "rpr sti std"],
    [found("syphilis", "RPR (syphilis)", "20507-0", REACTIVE)],
  ),
  test(
    INFECTION,
    ["chlamydia-gonorrhea", "Chlamydia and gonorrhea", "87491", "sti std ct ng naat"],
    [
      found("chlamydia", "Chlamydia, nucleic acid", "21613-5"),
      found("gonorrhea", "Gonorrhea, nucleic acid", "24111-7"),
    ],
    { specimen: "Urine, first catch, or swab" },
  ),
  test(
    INFECTION,
    ["tuberculosis", "Tuberculosis blood test (IGRA)", "86480", "tb quantiferon"],
    [found("tuberculosis", "Tuberculosis blood test", null, ["Negative", "Positive", "Indeterminate"])],
  ),
  test(
    INFECTION,
    ["lyme", "Lyme disease antibody", "86618", "borrelia tick"],
    [found("lyme", "Lyme disease antibody", null, ["Negative", "Positive", "Equivocal"])],
  ),
  test(
    OTHER,
    ["vitamin-d", "Vitamin D, 25-hydroxy", "82306", "vit d"],
    [line(["vitamin-d", "Vitamin D, 25-hydroxy", "62292-8", "ng/mL", 0, [3, 300], [30, 100]])],
  ),
  test(
    OTHER,
    ["psa", "PSA", "84153", "prostate"],
    [line(["psa", "PSA", "2857-1", "ng/mL", 2, [0.01, 5000], [null, 4]])],
  ),
  test(OTHER, ["uric-acid", "Uric acid", "84550", "gout"], [URIC_ACID]),
  test(
    OTHER,
    ["magnesium", "Magnesium", "83735", "mg"],
    [line(["magnesium", "Magnesium", "19123-9", "mg/dL", 1, [0.3, 10], [1.5, 2.5], [1, 4.7]])],
  ),
  test(OTHER, ["phosphate", "Phosphate", "84100", "phosphorus"], [PHOSPHATE]),
  test(
    OTHER,
    ["lipase", "Lipase", "83690", "pancreas"],
    [line(["lipase", "Lipase", "3040-3", "U/L", 0, [1, 20_000], [7, 60], [0, 600]])],
  ),
  test(
    OTHER,
    ["bnp", "BNP", "83880", "heart failure natriuretic"],
    [line(["bnp", "BNP", "30934-4", "pg/mL", 0, [1, 10_000], [null, 99]])],
  ),
  test(
    OTHER,
    ["ana", "Antinuclear antibody (ANA)", "86038", "lupus"],
    [found("ana", "Antinuclear antibody", "8061-4", ["Negative", "Positive"])],
  ),
  test(
    OTHER,
    ["rheumatoid", "Rheumatoid factor", "86431", "ra arthritis"],
    [line(["rheumatoid", "Rheumatoid factor", "11572-5", "IU/mL", 0, [0, 5000], [null, 13]])],
  ),
  test(
    OTHER,
    ["celiac", "Tissue transglutaminase IgA", "86364", "celiac gluten ttg"],
    [found("celiac", "Tissue transglutaminase IgA", "31017-7", ["Negative", "Positive", "Equivocal"])],
  ),
  test(
    OTHER,
    ["lithium", "Lithium", "80178", "level"],
    [line(["lithium", "Lithium", "14334-7", "mmol/L", 1, [0.1, 10], [0.6, 1.2], [0, 1.5]])],
    { specimen: "Blood, 12 hours after the dose" },
  ),
  test(OTHER, ["lead", "Lead, blood", "83655", "child screening"], [LEAD]),
  test(
    OTHER,
    ["urinalysis", "Urinalysis with microscopy", "81001", "ua"],
    [
      found("urine-blood", "Blood, urine", "5794-3", ["Negative", "Trace", "1+", "2+", "3+"]),
      found("urine-leukocytes", "Leukocyte esterase, urine", "5799-2", ["Negative", "Trace", "1+", "2+", "3+"]),
      found("urine-nitrite", "Nitrite, urine", "5802-4", ["Negative", "Positive"]),
      found("urine-protein", "Protein, urine", "20454-5", ["Negative", "Trace", "1+", "2+", "3+"]),
      found("urine-glucose", "Glucose, urine", "25428-4", ["Negative", "Trace", "1+", "2+", "3+"]),
    ],
    URINE,
  ),
  test(
    OTHER,
    ["pap", "Pap test (cervical cytology)", "88142", "cervix cancer screening"],
    [
      found("pap", "Cervical cytology", "10524-7", [
        "Negative for intraepithelial lesion",
        "Unsatisfactory",
        "Abnormal, see the report",
      ]),
    ],
    SWAB,
  ),
];
