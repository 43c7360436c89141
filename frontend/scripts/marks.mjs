/**
 * The geometric marks: one for each category of the catalogue, drawn on a 48 × 48 field in two
 * tones. `--m1` is the figure, `--m2` the ground; whoever shows a mark sets both.
 * `andet` stands in for a category without a mark of its own.
 */
const figure = (d) => `<path fill="var(--m1)" d="${d}"/>`;
const ground = (d) => `<path fill="var(--m2)" d="${d}"/>`;
const disc = (tone, x, y, r) => `<circle fill="var(--${tone})" cx="${x}" cy="${y}" r="${r}"/>`;
const square = (column, row, size = 14, step = 17) =>
  `M${column * step} ${row * step}h${size}v${size}h-${size}z`;

export const marks = {
  borger: ground("M0 48a24 24 0 0 1 48 0z") + disc("m1", 24, 11, 11),
  demokrati: ground("M0 24h48v24H0z") + figure("M24 0l18 18-18 18L6 18z"),
  kultur: ground("M0 48V24a24 24 0 0 1 48 0v24z") + figure("M12 48V24a12 12 0 0 1 24 0v24z"),
  skole: figure("M0 24L24 0l24 24z") + ground("M0 24h24v24H0z") + figure("M24 48a24 24 0 0 1 24-24v24z"),
  sundhed: disc("m2", 24, 24, 24) + figure("M17 6h14v11h11v14H31v11H17V31H6V17h11z"),
  medarbejder:
    disc("m1", 12, 12, 10) +
    disc("m2", 36, 12, 10) +
    ground("M0 48V24a24 24 0 0 1 24 24z") +
    figure("M48 48V24a24 24 0 0 0-24 24z"),
  digitalisering:
    ground([[0, 0], [1, 0], [2, 1], [0, 2], [0, 1], [1, 2]].map((at) => square(...at)).join("")) +
    figure([[2, 0], [1, 1], [2, 2]].map((at) => square(...at)).join("")),
  sikkerhed: ground("M2 0h44v22a22 26 0 0 1-44 0z") + figure("M24 10a8 8 0 0 1 4 15v11h-8V25a8 8 0 0 1 4-15z"),
  infrastruktur: ground("M0 0h48v8H0zM0 40h48v8H0zM20 8h8v32h-8z") + disc("m1", 24, 24, 12),
  klima: ground("M0 48V24A24 24 0 0 1 24 0h24v24a24 24 0 0 1-24 24z") + figure("M0 48L48 0v24a24 24 0 0 1-24 24z"),
  oekonomi: ground("M0 32h14v16H0zM17 20h14v28H17z") + figure("M34 22h14v26H34z") + disc("m1", 41, 8, 7),
  "kunstig-intelligens":
    ground("M0 0h48v48H0z") +
    figure("M24 0a24 24 0 0 0 24 24 24 24 0 0 0-24 24A24 24 0 0 0 0 24 24 24 0 0 0 24 0z"),
  andet: ground("M0 0h48v24H0z") + figure("M0 24h48a24 24 0 0 1-48 0z"),
};
