/** A place of the body's surface, where it lies on the map. */
export interface BodySite {
  readonly key: string;
  readonly label: string;
  readonly view: "front" | "back";
  /** On a map of 100 by 200; the patient's left is at the viewer's right in front, and at the viewer's left from behind. */
  readonly x: number;
  readonly y: number;
}

const middle = (view: BodySite["view"], places: readonly (readonly [key: string, label: string, y: number])[]) =>
  places.map(([key, label, y]): BodySite => ({ key, label, view, x: 50, y }));

/** `dx` is how far from the middle the place lies. */
const bothSides = (
  view: BodySite["view"],
  places: readonly (readonly [key: string, label: string, dx: number, y: number])[],
) =>
  places.flatMap(([key, label, dx, y]): BodySite[] => {
    const towardsRight = view === "front" ? 1 : -1;
    return [
      { key: `${key}-left`, label: `Left ${label}`, view, x: 50 + towardsRight * dx, y },
      { key: `${key}-right`, label: `Right ${label}`, view, x: 50 - towardsRight * dx, y },
    ];
  });

/** The body map: each place by the name that a procedure, a photo and a specimen's label use for it. */
export const bodySites: readonly BodySite[] = [
  ...middle("front", [
    ["scalp-front", "Scalp, front", 6],
    ["forehead", "Forehead", 12],
    ["nose", "Nose", 18],
    ["lips", "Lips", 23],
    ["chin", "Chin", 27],
    ["neck-front", "Neck, front", 33],
    ["chest-middle", "Chest, middle", 52],
    ["abdomen-upper", "Upper abdomen", 72],
    ["abdomen-lower", "Lower abdomen", 90],
    ["groin", "Groin", 102],
  ]),
  ...bothSides("front", [
    ["temple", "temple", 7, 14],
    ["cheek", "cheek", 6, 21],
    ["ear", "ear", 11, 18],
    ["shoulder-front", "shoulder, front", 21, 42],
    ["chest", "chest", 11, 50],
    ["upper-arm-front", "upper arm, front", 25, 58],
    ["elbow-crease", "elbow crease", 28, 72],
    ["forearm-front", "forearm, inner side", 31, 84],
    ["palm", "palm", 36, 102],
    ["flank", "flank", 14, 80],
    ["thigh-front", "thigh, front", 10, 122],
    ["knee", "knee", 10, 145],
    ["shin", "shin", 10, 165],
    ["foot-top", "foot, top", 11, 190],
  ]),
  ...middle("back", [
    ["scalp-crown", "Scalp, crown", 6],
    ["scalp-back", "Scalp, back", 15],
    ["neck-back", "Neck, back", 30],
    ["back-upper", "Upper back, middle", 48],
    ["back-middle", "Middle back", 66],
    ["back-lower", "Lower back", 84],
    ["sacrum", "Sacrum", 96],
  ]),
  ...bothSides("back", [
    ["behind-ear", "ear, behind", 10, 18],
    ["shoulder-back", "shoulder, back", 20, 41],
    ["shoulder-blade", "shoulder blade", 11, 52],
    ["upper-arm-back", "upper arm, back", 25, 58],
    ["elbow", "elbow", 28, 72],
    ["forearm-back", "forearm, outer side", 31, 84],
    ["hand-back", "hand, back", 36, 102],
    ["buttock", "buttock", 9, 105],
    ["thigh-back", "thigh, back", 10, 124],
    ["knee-back", "knee, back", 10, 145],
    ["calf", "calf", 10, 164],
    ["heel", "heel", 10, 192],
  ]),
];
