import type { SignatureGiven } from "@practicum/contracts/scheduling/consents";
import { useEffect, useId, useRef } from "react";
import type { KioskWords } from "./kiosk-words.ts";

type Stroke = [number, number][];

const POINTS_MAX = 400;
const STROKES_MAX = 40;
const none: readonly Stroke[] = [];

interface Props {
  readonly words: KioskWords;
  readonly value: SignatureGiven | null;
  readonly onChange: (value: SignatureGiven | null) => void;
}

/** Draws a signature; who can't draw says that the typed name is the signature. Points are thousandths of the field. */
export function SignaturePad({ words, value, onChange }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const current = useRef<Stroke | null>(null);
  const id = useId();
  const strokes = value?.kind === "drawn" ? value.strokes : none;
  useEffect(() => {
    const draw = () => canvas.current && paint(canvas.current, strokes);
    draw();
    const watch = new ResizeObserver(draw);
    if (canvas.current) watch.observe(canvas.current);
    return () => watch.disconnect();
  }, [strokes]);
  const at = (event: React.PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (of: number, all: number) => Math.round(Math.min(1, Math.max(0, of / all)) * 1000);
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  };
  const end = () => {
    const stroke = current.current;
    current.current = null;
    if (stroke && stroke.length > 1 && strokes.length < STROKES_MAX)
      onChange({ kind: "drawn", strokes: [...strokes, stroke] });
  };
  return (
    <div className="k-signature">
      <p id={id}>{words.draw}</p>
      <canvas
        ref={canvas}
        role="img"
        aria-labelledby={id}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          current.current = [at(event)];
        }}
        onPointerMove={(event) => {
          const stroke = current.current;
          if (!stroke || stroke.length >= POINTS_MAX) return;
          stroke.push(at(event));
          paint(event.currentTarget, [...strokes, stroke]);
        }}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className="k-row">
        <label className="k-check">
          <input
            type="checkbox"
            checked={value?.kind === "typed"}
            onChange={(event) => onChange(event.currentTarget.checked ? { kind: "typed" } : null)}
          />
          {words.typed}
        </label>
        {strokes.length > 0 && (
          <button type="button" className="k-plain" onClick={() => onChange(null)}>
            {words.clear}
          </button>
        )}
      </div>
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const scale = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = clientWidth * scale;
  canvas.height = clientHeight * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(scale, scale);
  pen.lineWidth = 2.5;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = getComputedStyle(canvas).color;
  for (const stroke of strokes) {
    pen.beginPath();
    for (const [index, [x, y]] of stroke.entries()) {
      const [px, py] = [(x / 1000) * clientWidth, (y / 1000) * clientHeight];
      if (index === 0) pen.moveTo(px, py);
      else pen.lineTo(px, py);
    }
    pen.stroke();
  }
}
