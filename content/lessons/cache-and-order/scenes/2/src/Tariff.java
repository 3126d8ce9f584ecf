record Tariff(int grams, int cents) {
    boolean covers(int weight) {
        return weight <= grams;
    }
}
