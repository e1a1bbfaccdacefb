import type { DocumentMark, DocumentView } from "@practicum/contracts/charting/documents";
import { useRef, useState, type PointerEvent } from "react";
import type { Chosen, Crop, Point } from "./view-model.ts";

interface Props {
  readonly url: string;
  /** What is seen on it, for who does not see it. */
  readonly alt: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly view: DocumentView;
  readonly zoom: number;
  readonly chosen?: Chosen;
  /** Somebody draws with the pointer from one place to another, in thousandths of the picture. */
  readonly onDraw?: (from: Point, to: Point) => void;
}

/** A picture with its marks over it. It is turned, cut and enlarged in the showing alone. */
export function Picture({ url, alt, size, view, zoom, chosen = null, onDraw }: Props) {
  const layer = useRef<SVGGElement>(null);
  const [from, setFrom] = useState<Point | null>(null);
  const { width, height } = size;
  const isCutting = chosen === "crop";
  const shown = isCutting ? null : view.crop;
  const place = (event: PointerEvent): Point | null => {
    const matrix = layer.current?.getScreenCTM()?.inverse();
    if (!matrix) return null;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x: (x / width) * 1000, y: (y / height) * 1000 };
  };
  const draw = (event: PointerEvent) => {
    const to = place(event);
    if (from && to) onDraw?.(from, to);
  };
  return (
    // An enlarged picture is moved about by the keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="d-frame" role="region" aria-label={`Picture: ${alt}`} tabIndex={0}>
      <svg
        className="d-picture"
        data-drawing={chosen !== null}
        style={{ width: `${zoom * 100}%`, maxHeight: `${zoom * 66}vh` }}
        viewBox={boxOf(size, view.rotation, shown)}
        onPointerDown={(event) => {
          if (chosen === null || !onDraw) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(place(event));
        }}
        onPointerMove={draw}
        onPointerUp={(event) => {
          draw(event);
          setFrom(null);
        }}
      >
        <g ref={layer} transform={`rotate(${view.rotation})`}>
          <image href={url} width={width} height={height} role="img" aria-label={alt} preserveAspectRatio="none" />
          {view.marks.map((mark, at) => (
            // Marks have no id: their place in the list is what they are.
            // oxlint-disable-next-line react/no-array-index-key
            <Mark key={at} mark={mark} size={size} rotation={view.rotation} chosen={chosen === at} />
          ))}
          {isCutting && view.crop && <CropFrame crop={view.crop} size={size} />}
        </g>
      </svg>
    </div>
  );
}

/** What of the turned picture's plane is shown. */
function boxOf({ width, height }: Props["size"], rotation: DocumentView["rotation"], crop: Crop | null): string {
  const x = crop ? (crop.x / 1000) * width : 0;
  const y = crop ? (crop.y / 1000) * height : 0;
  const w = crop ? (crop.width / 1000) * width : width;
  const h = crop ? (crop.height / 1000) * height : height;
  switch (rotation) {
    case 0:
      return `${x} ${y} ${w} ${h}`;
    case 90:
      return `${-y - h} ${x} ${h} ${w}`;
    case 180:
      return `${-x - w} ${-y - h} ${w} ${h}`;
    case 270:
      return `${y} ${-x - w} ${h} ${w}`;
  }
}

interface MarkProps {
  readonly mark: DocumentMark;
  readonly size: Props["size"];
  readonly rotation: number;
  readonly chosen: boolean;
}

function Mark({ mark, size, rotation, chosen }: MarkProps) {
  const { width, height } = size;
  const unit = Math.max(width, height) / 1000;
  const x = (mark.x / 1000) * width;
  const y = (mark.y / 1000) * height;
  const look = { className: "d-mark", "data-chosen": chosen };
  if (mark.kind === "circle")
    return (
      <g {...look}>
        <circle cx={x} cy={y} r={(mark.radius / 1000) * width} strokeWidth={12 * unit} className="d-under" />
        <circle cx={x} cy={y} r={(mark.radius / 1000) * width} strokeWidth={6 * unit} />
      </g>
    );
  if (mark.kind === "text")
    return (
      <g {...look} transform={`rotate(${-rotation} ${x} ${y})`}>
        <text x={x} y={y} fontSize={34 * unit} strokeWidth={8 * unit}>
          {mark.text}
        </text>
      </g>
    );
  const [toX, toY] = [(mark.toX / 1000) * width, (mark.toY / 1000) * height];
  const path = arrowPath(x, y, toX, toY, 30 * unit);
  return (
    <g {...look}>
      <path d={path} strokeWidth={13 * unit} className="d-under" />
      <path d={path} strokeWidth={6 * unit} />
    </g>
  );
}

function arrowPath(x: number, y: number, toX: number, toY: number, head: number): string {
  const angle = Math.atan2(toY - y, toX - x);
  const barb = (turn: number) => `${toX - head * Math.cos(angle + turn)} ${toY - head * Math.sin(angle + turn)}`;
  return `M ${x} ${y} L ${toX} ${toY} M ${barb(0.45)} L ${toX} ${toY} L ${barb(-0.45)}`;
}

function CropFrame({ crop, size }: { readonly crop: Crop; readonly size: Props["size"] }) {
  const unit = Math.max(size.width, size.height) / 1000;
  return (
    <rect
      className="d-crop"
      x={(crop.x / 1000) * size.width}
      y={(crop.y / 1000) * size.height}
      width={(crop.width / 1000) * size.width}
      height={(crop.height / 1000) * size.height}
      strokeWidth={5 * unit}
      strokeDasharray={`${18 * unit} ${10 * unit}`}
    />
  );
}
