# The figure with gnuplot, the merge with awk:  gnuplot -c gnuplot.gp DATA.csv LAYERS HEADS WIDTH HEIGHT OUT
# Four panels at most: three categories, as gnuplot has no list of names that it could read off the data.
csv = ARG1; layers = int(ARG2); heads = int(ARG3); out = ARG6
if (out[strlen(out)-2:] eq "svg") {
  set terminal svg size ARG4,ARG5 font "DejaVu Sans,14"
} else {
  set terminal pngcairo size ARG4,ARG5 font "DejaVu Sans,10"
}
set output out
names = system("tail -n +2 ".csv." | cut -d, -f3 | sort -u | tr '\n' ' '")
n = words(names)
set palette maxcolors 2*n defined (0 "#d3d3d3", 1 "#1f77b4", 2 "#ff7f0e", 3 "#2ca02c", 4 "#9467bd", 5 "#8c564b")
set cbrange [-0.5:2*n-0.5]
unset colorbox
# one line per layer, one number per head: 0, the category's number, or n + count - 1
codes(only) = sprintf("<awk -F, -v names='%s' -v only='%s' -v L=%d -v H=%d 'BEGIN {n = split(names, a, \" \"); for (i in a) number[a[i]] = i} NR > 1 && !seen[$0]++ && (only == \"\" || $3 == only) {c[$1, $2]++; is[$1, $2] = number[$3]} END {for (h = 0; h < H; h++) {row = \"\"; for (l = 0; l < L; l++) row = row (c[l, h] == 0 ? 0 : c[l, h] == 1 ? is[l, h] : n + c[l, h] - 1) \" \"; print row}}' %s", names, only, layers, heads, csv)
set multiplot layout 1,n+2
set xrange [-0.5:layers-0.5]
set yrange [heads-0.5:-0.5]
set xtics 0,layers/5; set ytics 0,heads/5
set xlabel "layer"; set ylabel "head"
set size ratio real(heads)/layers
set title "All Categories"
plot codes("") matrix with image notitle
unset border; unset tics; unset xlabel; unset ylabel; unset title
set xrange [0:1]; set yrange [0:1]
set key center center reverse Left samplen 1
label(i) = i == 0 ? "Unclassified" : i <= n ? word(names, i) : sprintf("%d categories", i - n + 1)
plot for [i=2*n-1:0:-1] NaN with points pt 5 ps 2 lc palette cb i title label(i)
set border; set tics; set xlabel "layer"; set ylabel "head"
set xrange [-0.5:layers-0.5]
set yrange [heads-0.5:-0.5]
set xtics 0,layers/5; set ytics 0,heads/5
do for [i=1:n] {
  set title word(names, i)
  plot codes(word(names, i)) matrix with image notitle
}
unset multiplot
