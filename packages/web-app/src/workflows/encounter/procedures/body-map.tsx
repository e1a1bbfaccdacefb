import { bodySites, type BodySite } from "@practicum/contracts/charting/body-sites";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";

interface Props {
  readonly value: string | null;
  readonly onChange: (key: string | null) => void;
}

/** Half an outline, mirrored to the other side. */
const HALF =
  "M 50 2 C 57 2 61 8 60 17 C 60 23 57 28 55 30 L 55 35 C 60 38 70 37 74 43 C 78 52 80 66 83 80 C 85 88 87 98 87 106 L 83 108 C 80 100 78 92 76 84 C 73 74 71 66 69 58 L 66 96 C 67 115 64 130 63 146 C 63 160 62 176 62 188 L 64 196 L 55 197 L 54 150 L 51 108 L 50 108";

const choices = bodySites.map(({ key, label }) => ({ value: key, label }));

/** Where on the body: pressed on the map, or chosen from the list beside it, which says the same in words. */
export function BodyMap({ value, onChange }: Props) {
  return (
    <div className="pr-body">
      <div className="pr-maps" aria-hidden>
        <Figure view="front" value={value} onChange={onChange} />
        <Figure view="back" value={value} onChange={onChange} />
      </div>
      <ChoiceList
        label="Place on the body"
        description="Type it, or press it on the map. Left and right are the patient’s."
        required
        data={choices}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}

function Figure({ view, value, onChange }: Props & { readonly view: BodySite["view"] }) {
  return (
    <svg viewBox="0 -4 100 216" className="pr-figure">
      <path d={HALF} className="pr-outline" />
      <path d={HALF} className="pr-outline" transform="translate(100 0) scale(-1 1)" />
      {bodySites
        .filter((one) => one.view === view)
        .map((one) => (
          <circle
            key={one.key}
            cx={one.x}
            cy={one.y}
            r={one.key === value ? 4 : 2.4}
            className="pr-place"
            data-chosen={one.key === value}
            onClick={() => onChange(one.key)}
          >
            <title>{one.label}</title>
          </circle>
        ))}
      <text x={50} y={210} className="pr-caption">
        {view === "front" ? "Front" : "Back"}
      </text>
      <text x={4} y={40} className="pr-caption">
        {view === "front" ? "R" : "L"}
      </text>
      <text x={96} y={40} className="pr-caption">
        {view === "front" ? "L" : "R"}
      </text>
    </svg>
  );
}
