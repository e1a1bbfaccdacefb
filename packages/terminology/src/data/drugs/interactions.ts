/**
 * Pairs that matter in a family practice: Practicum's own selection and words. Consistent with the high-priority and the
 * non-interruptive lists of ONC (Phansalkar et al., J Am Med Inform Assoc 2012 and 2013): each high-priority pair of our
 * ingredients raises an alert that interrupts, no non-interruptive pair does. A test checks this against the lists.
 *
 * A side is an ingredient, or a class with "@" before it. `stop` needs a reason to go on, `warn` interrupts, `info` does not.
 */
export type InteractionRow = readonly [a: string, b: string, severity: "stop" | "warn" | "info", reason: string];

const SEROTONIN = "may cause serotonin syndrome or a dangerous rise of blood pressure; leave two weeks between them";
const QT = "both lengthen the QT interval: risk of torsades de pointes; get an ECG and potassium, or choose another";
const STATIN =
  "raises the statin's level many times: risk of rhabdomyolysis; pause the statin or use pravastatin or rosuvastatin";
const ERGOT = "raises the ergot's level: risk of severe narrowing of arteries";
const BLEED = "adds to the risk of bleeding";

export const INTERACTIONS: readonly InteractionRow[] = [
  // Monoamine oxidase inhibitors
  ["@maoi", "@ssri", "stop", SEROTONIN],
  ["@maoi", "@snri", "stop", SEROTONIN],
  ["@maoi", "@tricyclic", "stop", SEROTONIN],
  ["@maoi", "@triptan", "stop", SEROTONIN],
  ["@maoi", "mirtazapine", "stop", SEROTONIN],
  ["@maoi", "trazodone", "stop", SEROTONIN],
  ["@maoi", "buspirone", "stop", SEROTONIN],
  ["@maoi", "bupropion", "stop", "may cause a dangerous rise of blood pressure"],
  ["@maoi", "meperidine", "stop", SEROTONIN],
  ["@maoi", "tramadol", "stop", SEROTONIN],
  ["@maoi", "methadone", "stop", SEROTONIN],
  ["@maoi", "dextromethorphan", "stop", SEROTONIN],
  ["@maoi", "cyclobenzaprine", "stop", SEROTONIN],
  ["@maoi", "@stimulant", "stop", "may cause a dangerous rise of blood pressure"],
  ["@maoi", "@decongestant", "stop", "may cause a dangerous rise of blood pressure"],
  ["@maoi", "@norepinephrine-reuptake-inhibitor", "stop", "may cause a dangerous rise of blood pressure"],
  // Other serotonin
  ["tramadol", "@ssri", "warn", "adds to serotonin effects and lowers the seizure threshold"],
  ["tramadol", "@snri", "warn", "adds to serotonin effects and lowers the seizure threshold"],
  ["@ssri", "@snri", "warn", "adds to serotonin effects; one of the two is usually enough"],
  ["@ssri", "@triptan", "info", "adds to serotonin effects; seldom a problem at usual doses"],
  ["fluoxetine", "@tricyclic", "warn", "raises the tricyclic's level"],
  ["paroxetine", "@tricyclic", "warn", "raises the tricyclic's level"],
  // Heart rhythm
  ["@qt-prolonging", "@qt-prolonging", "warn", QT],
  // Nitrates
  ["@nitrate", "@pde5-inhibitor", "stop", "may drop the blood pressure to a fatal level"],
  ["@alpha-blocker", "@pde5-inhibitor", "info", "adds to a drop of blood pressure on standing; start low"],
  // Statins
  ["simvastatin", "@strong-cyp3a4-inhibitor", "stop", STATIN],
  ["lovastatin", "@strong-cyp3a4-inhibitor", "stop", STATIN],
  ["atorvastatin", "@strong-cyp3a4-inhibitor", "warn", "raises the statin's level; lower the dose or pause it"],
  ["simvastatin", "fluconazole", "warn", STATIN],
  ["lovastatin", "fluconazole", "warn", STATIN],
  ["simvastatin", "gemfibrozil", "stop", STATIN],
  ["@statin", "gemfibrozil", "warn", "risk of muscle damage; fenofibrate is safer with a statin"],
  ["simvastatin", "amiodarone", "warn", "keep simvastatin at 20 mg or less: risk of muscle damage"],
  ["lovastatin", "amiodarone", "warn", "keep lovastatin at 40 mg or less: risk of muscle damage"],
  ["simvastatin", "@rate-slowing-calcium-blocker", "warn", "keep simvastatin at 10 mg or less: risk of muscle damage"],
  ["lovastatin", "@rate-slowing-calcium-blocker", "warn", "keep lovastatin at 20 mg or less: risk of muscle damage"],
  ["simvastatin", "amlodipine", "info", "keep simvastatin at 20 mg or less"],
  // Ergots
  ["ergotamine", "@strong-cyp3a4-inhibitor", "stop", ERGOT],
  ["ergotamine", "@triptan", "stop", "both narrow arteries; leave 24 hours between them"],
  // Bleeding
  ["warfarin", "@nsaid", "warn", `${BLEED}, above all of the stomach; acetaminophen is safer`],
  ["apixaban", "@nsaid", "warn", BLEED],
  ["rivaroxaban", "@nsaid", "warn", BLEED],
  ["dabigatran", "@nsaid", "warn", BLEED],
  ["enoxaparin", "@nsaid", "warn", BLEED],
  [
    "warfarin",
    "sulfamethoxazole",
    "stop",
    "raises the INR fast; choose another antibiotic or check the INR in three days",
  ],
  ["warfarin", "metronidazole", "stop", "raises the INR fast; choose another or check the INR in three days"],
  ["warfarin", "fluconazole", "stop", "raises the INR fast; choose another or check the INR in three days"],
  ["warfarin", "@fluoroquinolone", "warn", "may raise the INR; check it in three to five days"],
  ["warfarin", "@macrolide", "warn", "may raise the INR; check it in three to five days"],
  ["warfarin", "amiodarone", "warn", "raises the INR over weeks; lower the warfarin by a third and check often"],
  ["warfarin", "carbamazepine", "warn", "lowers the INR"],
  ["@anticoagulant", "@anticoagulant", "stop", "two anticoagulants at once: risk of severe bleeding"],
  ["@anticoagulant", "clopidogrel", "warn", BLEED],
  ["apixaban", "@strong-cyp3a4-inducer", "warn", "lowers the anticoagulant's level: risk of clots"],
  ["rivaroxaban", "@strong-cyp3a4-inducer", "warn", "lowers the anticoagulant's level: risk of clots"],
  ["clopidogrel", "omeprazole", "warn", "makes clopidogrel work less; pantoprazole does not"],
  ["clopidogrel", "esomeprazole", "warn", "makes clopidogrel work less; pantoprazole does not"],
  ["@ssri", "warfarin", "info", BLEED],
  ["@nsaid", "@corticosteroid", "info", "adds to the risk of stomach ulcers"],
  // Potassium, kidneys, blood pressure
  ["@potassium-sparing-diuretic", "@ace-inhibitor", "warn", "may raise potassium; check it within a week or two"],
  ["@potassium-sparing-diuretic", "@arb", "warn", "may raise potassium; check it within a week or two"],
  ["@potassium-sparing-diuretic", "@potassium-supplement", "stop", "may raise potassium to a dangerous level"],
  ["trimethoprim", "@ace-inhibitor", "warn", "may raise potassium to a dangerous level, above all in old age"],
  ["trimethoprim", "@arb", "warn", "may raise potassium to a dangerous level, above all in old age"],
  ["trimethoprim", "spironolactone", "stop", "may raise potassium to a dangerous level"],
  ["@ace-inhibitor", "@arb", "info", "together they harm the kidneys more than they help"],
  ["@nsaid", "lithium", "warn", "raises the lithium level"],
  ["@ace-inhibitor", "lithium", "warn", "raises the lithium level"],
  ["@arb", "lithium", "warn", "raises the lithium level"],
  ["@thiazide", "lithium", "warn", "raises the lithium level"],
  ["@rate-slowing-calcium-blocker", "@beta-blocker", "warn", "may slow the heart too much"],
  ["clonidine", "@beta-blocker", "info", "stopping clonidine first may raise the blood pressure sharply"],
  ["digoxin", "amiodarone", "warn", "doubles the digoxin level; halve the dose"],
  ["digoxin", "clarithromycin", "warn", "raises the digoxin level"],
  ["digoxin", "verapamil", "warn", "raises the digoxin level and slows the heart"],
  // Breathing
  [
    "@opioid",
    "@benzodiazepine",
    "stop",
    "may stop the breathing (FDA boxed warning); if needed, the least dose and naloxone at home",
  ],
  ["@opioid", "@gabapentinoid", "warn", "adds to slowed breathing, above all in lung disease"],
  ["@opioid", "@z-hypnotic", "warn", "adds to slowed breathing"],
  ["@opioid", "@muscle-relaxant", "warn", "adds to slowed breathing"],
  ["@opioid", "naltrexone", "stop", "causes sudden withdrawal"],
  ["@benzodiazepine", "@z-hypnotic", "warn", "adds to sedation and falls"],
  [
    "tizanidine",
    "ciprofloxacin",
    "stop",
    "raises the tizanidine level ten times: low blood pressure and deep sedation",
  ],
  ["tizanidine", "amiodarone", "warn", "raises the tizanidine level"],
  ["@beta-blocker", "@short-beta-agonist", "info", "a beta-blocker weakens the inhaler; heart-selective ones less so"],
  ["theophylline", "ciprofloxacin", "stop", "raises the theophylline level: risk of seizures"],
  // Blood cells and others
  ["azathioprine", "@xanthine-oxidase-inhibitor", "stop", "raises azathioprine's effect: bone marrow failure"],
  ["methotrexate", "trimethoprim", "stop", "adds to bone marrow damage"],
  ["methotrexate", "@nsaid", "info", "may raise the methotrexate level; watch kidneys and blood count"],
  ["colchicine", "@strong-cyp3a4-inhibitor", "stop", "raises the colchicine level: may be fatal with poor kidneys"],
  ["carbamazepine", "@macrolide", "warn", "raises the carbamazepine level; azithromycin does so least"],
  ["@strong-cyp3a4-inducer", "ritonavir", "stop", "makes the antiviral fail"],
  ["@strong-cyp3a4-inducer", "@estrogen", "warn", "makes hormonal contraception fail"],
  ["@strong-cyp3a4-inducer", "@progestin", "warn", "makes hormonal contraception fail"],
  ["isotretinoin", "@tetracycline", "stop", "raises the pressure in the skull"],
  ["levothyroxine", "@iron", "info", "take them four hours apart"],
  ["@fluoroquinolone", "@iron", "warn", "iron blocks the antibiotic; take it two hours before or six after"],
  ["@tetracycline", "@iron", "warn", "iron blocks the antibiotic; take them apart"],
  ["@sulfonylurea", "fluconazole", "warn", "may cause low blood sugar"],
  ["@sulfonylurea", "sulfamethoxazole", "warn", "may cause low blood sugar"],
  ["@insulin", "@sulfonylurea", "info", "adds to the risk of low blood sugar"],
];
