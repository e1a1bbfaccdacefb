/** What a family practice sends to an imaging centre. */
export interface ImagingStudy {
  readonly kind: "imaging";
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly code: string;
  readonly keywords: string;
  /** Whether a side is to be said. */
  readonly sided: boolean;
}

function study(
  group: string,
  [key, label, code, keywords]: readonly [key: string, label: string, code: string, keywords: string],
  sided = false,
): ImagingStudy {
  return { kind: "imaging", key, label, group, code, keywords, sided };
}

const XRAY = "X-ray";
const ULTRASOUND = "Ultrasound";
const CT_MRI = "CT and MRI";
const SCREENING = "Screening";

export const IMAGING_STUDIES: readonly ImagingStudy[] = [
  study(XRAY, ["xray-chest", "Chest X-ray, 2 views", "71046", "cxr lung pneumonia"]),
  study(XRAY, ["xray-ribs", "Rib X-ray", "71100", "chest wall"], true),
  study(XRAY, ["xray-abdomen", "Abdomen X-ray", "74018", "kub"]),
  study(XRAY, ["xray-neck", "Cervical spine X-ray", "72040", "neck"]),
  study(XRAY, ["xray-lumbar", "Lumbar spine X-ray", "72100", "back"]),
  study(XRAY, ["xray-shoulder", "Shoulder X-ray", "73030", "arm"], true),
  study(XRAY, ["xray-elbow", "Elbow X-ray", "73070", "arm"], true),
  study(XRAY, ["xray-wrist", "Wrist X-ray", "73110", "arm"], true),
  study(XRAY, ["xray-hand", "Hand X-ray", "73130", "finger"], true),
  study(XRAY, ["xray-hip", "Hip X-ray", "73502", "pelvis"], true),
  study(XRAY, ["xray-knee", "Knee X-ray", "73562", "leg"], true),
  study(XRAY, ["xray-ankle", "Ankle X-ray", "73610", "leg"], true),
  study(XRAY, ["xray-foot", "Foot X-ray", "73630", "toe"], true),
  study(SCREENING, ["mammogram", "Screening mammogram", "77067", "breast cancer 3d"]),
  study(SCREENING, ["mammogram-diagnostic", "Diagnostic mammogram", "77065", "breast lump"], true),
  study(SCREENING, ["bone-density", "Bone density (DXA)", "77080", "dexa osteoporosis"]),
  study(SCREENING, ["ct-lung-screening", "Low-dose CT for lung cancer screening", "71271", "ldct smoking"]),
  study(SCREENING, ["aorta-screening", "Aortic aneurysm screening ultrasound", "76706", "aaa"]),
  study(ULTRASOUND, ["us-abdomen", "Abdominal ultrasound", "76700", "liver gallbladder"]),
  study(ULTRASOUND, ["us-kidney", "Kidney and bladder ultrasound", "76770", "renal"]),
  study(ULTRASOUND, ["us-pelvis", "Pelvic ultrasound", "76856", "uterus ovary"]),
  study(ULTRASOUND, ["us-thyroid", "Thyroid ultrasound", "76536", "neck nodule"]),
  study(ULTRASOUND, ["us-breast", "Breast ultrasound", "76642", "lump"], true),
  study(ULTRASOUND, ["us-veins", "Leg vein ultrasound", "93971", "dvt duplex clot"], true),
  study(ULTRASOUND, ["us-carotid", "Carotid ultrasound", "93880", "duplex stroke"]),
  study(ULTRASOUND, ["us-scrotum", "Scrotal ultrasound", "76870", "testicle"]),
  study(ULTRASOUND, ["echo", "Echocardiogram", "93306", "heart"]),
  study(CT_MRI, ["ct-head", "Head CT without contrast", "70450", "brain"]),
  study(CT_MRI, ["ct-sinus", "Sinus CT", "70486", "face"]),
  study(CT_MRI, ["ct-abdomen", "Abdomen and pelvis CT with contrast", "74177", "belly"]),
  study(CT_MRI, ["mri-brain", "Brain MRI", "70551", "head"]),
  study(CT_MRI, ["mri-lumbar", "Lumbar spine MRI", "72148", "back disc"]),
  study(CT_MRI, ["mri-knee", "Knee MRI", "73721", "leg meniscus"], true),
  study(CT_MRI, ["mri-shoulder", "Shoulder MRI", "73221", "rotator cuff"], true),
];
