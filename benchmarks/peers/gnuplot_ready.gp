# The figure with gnuplot alone, of matrices that are merged already:  gnuplot -c gnuplot_ready.gp FOLDER LAYERS HEADS WIDTH HEIGHT OUT
# FOLDER holds 0 .. 3, each a line per head with a number per layer: 0, the category's number, or 3 + count - 1.
layers = int(ARG2); heads = int(ARG3)
set terminal pngcairo size ARG4,ARG5 font "DejaVu Sans,10"
set output ARG6
titles = "All Algorithmic Knowledge Linguistic"
labels = "Unclassified Algorithmic Knowledge Linguistic 2 3"
set palette maxcolors 6 defined (0 "#d3d3d3", 1 "#1f77b4", 2 "#ff7f0e", 3 "#2ca02c", 4 "#9467bd", 5 "#8c564b")
set cbrange [-0.5:5.5]
unset colorbox
set xtics 0,layers/5; set ytics 0,heads/5
set xlabel "layer"; set ylabel "head"
set size ratio real(heads)/layers
set xrange [-0.5:layers-0.5]; set yrange [heads-0.5:-0.5]
set multiplot layout 1,4
set key outside right samplen 1
set title "All"
plot ARG1."/0" matrix with image notitle, for [i=5:0:-1] NaN with points pt 5 ps 2 lc palette cb i title word(labels, i + 1)
unset key
do for [c=1:3] {
  set title word(titles, c + 1)
  plot sprintf("%s/%d", ARG1, c) matrix with image notitle
}
unset multiplot
