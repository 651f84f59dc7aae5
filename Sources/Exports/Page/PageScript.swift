/// What a page can do beyond being read: move through time, look closer, and say what every lane does
/// at a moment. Texts of the program are only ever set as text.
enum PageScript {
  static let javaScript = """
    'use strict';
    (function () {
      const data = JSON.parse(document.getElementById('data').textContent);
      const svg = document.getElementById('chart');
      const rows = Array.from(svg.querySelectorAll('g.row'));
      const slider = document.getElementById('time');
      const moment = document.getElementById('moment');
      const area = {left: +svg.dataset.left, width: +svg.dataset.width};
      const smallest = Math.max(data.length / 1e5, Math.min(20, data.length));
      const view = {from: 0, to: data.length};
      let now = 0;

      const make = (name, attributes, parent) => {
        const node = document.createElementNS('http://www.w3.org/2000/svg', name);
        for (const key in attributes) node.setAttribute(key, attributes[key]);
        return parent.appendChild(node);
      };
      const time = t => {
        const span = view.to - view.from;
        if (span >= 2e5) return (t / 1e6).toFixed(span >= 2e6 ? 2 : 3) + ' s';
        if (span >= 200) return (t / 1e3).toFixed(span >= 2e4 ? 1 : 3) + ' ms';
        return Math.round(t) + ' µs';
      };
      const tickLabel = (t, step) => {
        const span = view.to - view.from;
        const [size, unit] = span >= 1e6 ? [1e6, 's'] : span >= 1e3 ? [1e3, 'ms'] : [1, 'µs'];
        const digits = Math.max(0, Math.ceil(Math.log10(size / step) - 1e-9));
        return (t / size).toFixed(digits) + ' ' + unit;
      };
      const x = t => (t - view.from) / (view.to - view.from) * area.width;

      // The states of a lane with the times at which they begin, for searching.
      for (const row of data.rows) {
        if (!row.states) continue;
        row.starts = [];
        let t = row.begin;
        for (let i = 0; i < row.states.length; i += 4) {
          row.starts.push(t);
          t += row.states[i + 1];
        }
        row.end = t;
      }
      const indexAt = (row, t) => {
        let low = 0, high = row.starts.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (row.starts[middle] <= t) low = middle + 1; else high = middle;
        }
        return low - 1;
      };

      // Drawing.
      const rectangle = (from, to, top, height) =>
        'M' + from.toFixed(1) + ' ' + top.toFixed(1) + 'h' + (to - from).toFixed(1) +
        'v' + height.toFixed(1) + 'h-' + (to - from).toFixed(1) + 'z';
      const drawLane = (row, bars) => {
        const paths = {};
        let last = -1;
        for (let i = Math.max(indexAt(row, view.from), 0); i < row.starts.length; i++) {
          const from = Math.max(x(row.starts[i]), 0);
          if (from > area.width) break;
          const state = row.states[4 * i];
          const to = Math.min(x(row.starts[i] + row.states[4 * i + 1]), area.width);
          const name = data.states[state][0];
          const isShort = to - from < 1;
          if (to < 0 || name === 'lent' || (isShort && from - last < 0.5)) continue;
          last = from;
          paths[name] = (paths[name] || '') + rectangle(from, Math.max(to, from + 1), 0, row.bar);
          const words = data.reasons[row.states[4 * i + 2]] || data.states[state][1];
          if (to - from > words.length * 6.6 + 8) drawWords(words, name, (from + to) / 2, bars);
        }
        for (const name in paths) {
          const path = make('path', {'class': 'e-' + name, fill: 'url(#p-' + name + ')',
            'stroke-width': 0.6, d: paths[name]}, bars);
          bars.insertBefore(path, bars.firstChild);
        }
      };
      const drawWords = (words, name, middle, bars) => {
        const width = words.length * 6.6 + 4;
        make('rect', {'class': 'f-' + name, x: middle - width / 2, y: 3, width: width, height: 14},
          bars);
        make('text', {'class': 'd-' + name, x: middle, y: 14, 'font-size': 11,
          'text-anchor': 'middle'}, bars).textContent = words;
      };
      const countsAt = (row, t) => {
        const stride = data.states.length + 1;
        let column = t / data.length * svg.dataset.columns;
        for (let i = 0; i < row.columns.length; i += stride) {
          column -= row.columns[i];
          if (column < 0) return row.columns.slice(i + 1, i + stride);
        }
        return [];
      };
      const drawShares = (row, bars) => {
        const stride = data.states.length + 1;
        const width = data.length / svg.dataset.columns;
        const paths = {};
        let t = 0;
        for (let i = 0; i < row.columns.length; i += stride) {
          const from = Math.max(x(t), 0);
          t += row.columns[i] * width;
          const to = Math.min(x(t), area.width);
          if (to <= from) continue;
          let bottom = row.bar;
          for (const state of data.order) {
            const height = row.columns[i + 1 + state] / row.most * row.bar;
            if (height === 0) continue;
            bottom -= height;
            const name = data.states[state][0];
            paths[name] = (paths[name] || '') + rectangle(from, to, bottom, height);
          }
        }
        for (const name in paths) {
          make('path', {fill: 'url(#p-' + name + ')', d: paths[name]}, bars);
        }
      };
      const drawAxis = () => {
        const span = view.to - view.from;
        const power = Math.pow(10, Math.floor(Math.log10(span / 5)));
        const step = [1, 2, 5].map(n => n * power).find(s => span / s < 10) || 10 * power;
        let grid = '';
        const ticks = [];
        for (let t = Math.ceil(view.from / step) * step; t <= view.to; t += step) {
          ticks.push(t);
          grid += 'M' + (area.left + x(t)).toFixed(1) + ' 0V' + svg.dataset.bottom;
        }
        svg.querySelector('path.grid').setAttribute('d', grid);
        svg.querySelectorAll('g.axis').forEach(axis => {
          axis.replaceChildren();
          for (const t of ticks) {
            make('text', {'class': 'quiet', x: area.left + x(t), y: axis.dataset.y,
              'text-anchor': 'middle'}, axis).textContent = tickLabel(t, step);
          }
        });
      };
      const drawMarks = () => {
        svg.querySelectorAll('path.mark').forEach(mark => {
          const seen = data[mark.dataset.kind].filter(t => t >= view.from && t <= view.to);
          mark.setAttribute('d',
            seen.map(t => 'M' + x(t).toFixed(1) + ' 0' + mark.dataset.shape).join(''));
        });
      };
      const draw = () => {
        rows.forEach((node, index) => {
          const row = data.rows[index];
          const bars = node.querySelector('g.bars');
          bars.replaceChildren();
          if (row.columns) drawShares(row, bars); else drawLane(row, bars);
        });
        drawMarks();
        drawAxis();
        drawCursor();
      };
      const cursor = make('path', {'class': 'cursor'}, svg.querySelector('g.plot'));
      const drawCursor = () => {
        const isSeen = now >= view.from && now <= view.to;
        cursor.setAttribute('d',
          isSeen ? 'M' + (area.left + x(now)).toFixed(1) + ' 0V' + svg.dataset.bottom : '');
      };

      // Telling.
      const tell = () => {
        const byState = {};
        const here = new Set();
        const groups = [];
        for (const row of data.rows) {
          if (!row.states) {
            const counts = countsAt(row, now);
            const parts = counts.map((count, state) => [count, data.states[state][1]])
              .filter(part => part[0] > 0).map(part => part[0] + ' ' + part[1]);
            if (parts.length) groups.push(row.label + ': ' + parts.join(', '));
            continue;
          }
          const index = indexAt(row, now);
          if (index < 0 || now > row.end) continue;
          let state = data.states[row.states[4 * index]][1];
          const reason = data.reasons[row.states[4 * index + 2]];
          const line = data.lines[row.states[4 * index + 3]];
          if (line) here.add(line.split(', in ')[0]);
          if (state === 'lent') continue;
          const wanted = row.columns ? countsAt(row, now)[data.gil] : 0;
          if (state === 'running' && wanted > 50) state = 'wants the GIL, by estimate';
          (byState[state] = byState[state] || []).push(
            row.label + (reason ? ', ' + reason : '') + (line ? ', at ' + line : ''));
        }
        const printed = data.output.filter(t => t <= now).length;
        const list = document.createElement('ul');
        const item = words => {
          list.appendChild(document.createElement('li')).textContent = words;
        };
        for (const state in byState) item(state + ': ' + byState[state].join('; '));
        groups.forEach(item);
        if (data.output.length) item('pieces of output so far: ' + printed);
        const title = document.createElement('p');
        title.textContent = 'At ' + time(now) + ':';
        moment.replaceChildren(title, list);
        document.querySelectorAll('.source .here').forEach(e => e.classList.remove('here'));
        document.querySelectorAll('.source span').forEach(e => {
          if (here.has(e.dataset.line)) e.classList.add('here');
        });
        slider.setAttribute('aria-valuetext', time(now));
      };
      const go = t => {
        now = Math.min(Math.max(t, 0), data.length);
        slider.value = now;
        if (now < view.from || now > view.to) {
          const span = view.to - view.from;
          look(now - span / 2, now + span / 2);
        }
        drawCursor();
        tell();
      };
      const look = (from, to) => {
        const span = Math.min(Math.max(to - from, smallest), data.length);
        view.from = Math.min(Math.max(from, 0), data.length - span);
        view.to = view.from + span;
        draw();
      };
      const zoom = (factor, around) => {
        look(around - (around - view.from) * factor, around + (view.to - around) * factor);
      };
      const change = direction => {
        let best = direction > 0 ? data.length : 0;
        for (const row of data.rows) {
          if (!row.starts) continue;
          const index = indexAt(row, now);
          const found = direction > 0 ? row.starts[index + 1]
            : row.starts[row.starts[index] === now ? index - 1 : index];
          if (found === undefined) continue;
          if (direction > 0 ? found > now && found < best : found < now && found > best) {
            best = found;
          }
        }
        go(best);
      };

      // Acting.
      const actions = {
        earlier: () => change(-1), later: () => change(1),
        'in': () => zoom(0.5, now), out: () => zoom(2, now), whole: () => look(0, data.length)
      };
      document.querySelectorAll('[data-do]').forEach(button => {
        button.addEventListener('click', actions[button.dataset['do']]);
      });
      slider.max = data.length;
      slider.step = Math.max(Math.round(data.length / 1000), 1);
      slider.addEventListener('input', () => go(+slider.value));
      const timeAt = event => {
        const box = svg.getBoundingClientRect();
        const place = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
        const margin = svg.dataset.margin;
        return view.from + (place - margin - area.left) / area.width * (view.to - view.from);
      };
      let held = null;
      svg.addEventListener('pointerdown', event => {
        held = {x: event.clientX, from: view.from, to: view.to, moved: false};
      });
      window.addEventListener('pointerup', event => {
        if (held && !held.moved && svg.contains(event.target)) go(timeAt(event));
        held = null;
      });
      svg.addEventListener('pointermove', event => {
        if (!held) return;
        const box = svg.getBoundingClientRect();
        const way = (event.clientX - held.x) / box.width * svg.viewBox.baseVal.width
          / area.width * (held.to - held.from);
        if (Math.abs(event.clientX - held.x) > 3) held.moved = true;
        if (held.moved) look(held.from - way, held.to - way);
      });
      svg.addEventListener('wheel', event => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(event));
      }, {passive: false});
      document.getElementById('controls').hidden = false;
      moment.hidden = false;
      go(Math.min(data.length, ...data.rows.filter(row => row.states).map(row => row.begin)));
    })();

    """
}
