package main

import (
	"bytes"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// bars are the workloads of the chart, with their labels.
var bars = []struct{ workload, label string }{
	{"PortToName/registered", "ports:\nregistered"},
	{"PortToName/all", "ports:\nall"},
	{"PortToName/flows", "ports:\nflow log"},
	{"PortToName/hot", "ports:\none"},
	{"NameToPort/registered", "names:\nregistered"},
	{"NameToPort/mixed", "names:\nmixed case"},
	{"NameToPort/aliases", "names:\naliases"},
	{"NameToPort/misses", "names:\nunknown"},
	{"NameToPort/hot", "names:\none"},
}

var series = []struct {
	peer, label string
	color       color.Color
}{
	{"ports", "this package", color.RGBA{0x0b, 0x6e, 0x99, 0xff}},
	{"map", "Go map (one case only)", color.RGBA{0xb5, 0xb5, 0xb5, 0xff}},
	{"switch", "flat switch", color.RGBA{0xe0, 0xa8, 0x3a, 0xff}},
	{"gopacket", "gopacket", color.RGBA{0xb4, 0x4b, 0x4b, 0xff}},
}

// drawChart draws the times of lookups as an SVG.
func drawChart(r *results) ([]byte, error) {
	plot.DefaultFont.Variant = "Sans"
	p := plot.New()
	p.Title.Text = "Time of a lookup, in nanoseconds"
	p.Y.Min = 0
	p.Legend.Top = true
	p.Legend.Left = true // of the text, which may be of any width
	p.Legend.Padding = vg.Millimeter
	p.Legend.XOffs = 17 * vg.Centimeter
	const width = 4 * vg.Millimeter
	var labels []string
	for _, bar := range bars {
		labels = append(labels, bar.label)
	}
	for i, s := range series {
		var values plotter.Values
		for _, bar := range bars {
			time, err := r.value(bar.workload+"/"+s.peer, "sec/op")
			if err != nil && s.peer == "ports" {
				return nil, err
			}
			values = append(values, time*1e9) // 0, no bar, where there is no such peer
		}
		chart, err := plotter.NewBarChart(values, width)
		if err != nil {
			return nil, err
		}
		chart.Color = s.color
		chart.LineStyle.Width = 0
		chart.Offset = vg.Length(float64(i)-float64(len(series)-1)/2) * width
		p.Add(chart)
		p.Legend.Add(s.label, chart)
	}
	p.NominalX(labels...)
	p.X.Min, p.X.Max = -0.6, float64(len(bars))-0.4
	p.Y.Max = math.Ceil(p.Y.Max/10) * 10
	canvas := vgsvg.New(26*vg.Centimeter, 10*vg.Centimeter)
	p.Draw(draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, err
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n"), nil
}
